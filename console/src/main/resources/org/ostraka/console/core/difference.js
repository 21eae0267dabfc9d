// Which lines two texts share (Myers, "An O(ND) Difference Algorithm", 1986), with a limit on the work.
const MOST_STEPS = 4000;

/**
 * The lines of both, in order: {kind: 'same' | 'less' | 'more', text, left, right}, with line numbers from 1 on.
 * Returns null if the texts differ in more lines than are worth comparing.
 */
export function difference(before, after) {
  const left = before.split('\n');
  const right = after.split('\n');
  const trace = search(left, right);
  return trace === null ? null : walk(trace, left, right);
}

function search(left, right) {
  const most = Math.min(left.length + right.length, MOST_STEPS);
  const furthest = new Map([[1, 0]]);
  const trace = [];
  for (let steps = 0; steps <= most; steps++) {
    trace.push(new Map(furthest));
    for (let line = -steps; line <= steps; line += 2) {
      const down = line === -steps || (line !== steps && furthest.get(line - 1) < furthest.get(line + 1));
      let x = down ? furthest.get(line + 1) : furthest.get(line - 1) + 1;
      while (x < left.length && x - line < right.length && left[x] === right[x - line]) {
        x++;
      }
      furthest.set(line, x);
      if (x >= left.length && x - line >= right.length) {
        return trace;
      }
    }
  }
  return null;
}

function walk(trace, left, right) {
  const lines = [];
  let x = left.length;
  let y = right.length;
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const furthest = trace[steps];
    const line = x - y;
    const down = line === -steps || (line !== steps && furthest.get(line - 1) < furthest.get(line + 1));
    const fromLine = down ? line + 1 : line - 1;
    const fromX = steps === 0 ? 0 : furthest.get(fromLine);
    const fromY = steps === 0 ? 0 : fromX - fromLine;
    while (x > fromX && y > fromY) {
      lines.push({ kind: 'same', text: left[x - 1], left: x--, right: y-- });
    }
    if (steps > 0) {
      lines.push(down ? { kind: 'more', text: right[fromY], right: y } : { kind: 'less', text: left[fromX], left: x });
    }
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}
