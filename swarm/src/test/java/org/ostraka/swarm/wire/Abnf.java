package org.ostraka.swarm.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A grammar in ABNF (RFC 5234), as far as the link uses it: it recognises texts and makes them up.
 * Literal text is case-sensitive, as RFC 7405's {@code %s} has it.
 */
final class Abnf {

  /** A part of the grammar: from one place in a text it leads to others. */
  private interface Part {
    Set<Integer> ends(String text, int start);

    void make(Random random, StringBuilder text);
  }

  private final Map<String, Part> rules = new HashMap<>();
  private String rest = "";

  private Abnf() {
    define("ALPHA", "%x41-5A / %x61-7A");
    define("DIGIT", "%x30-39");
  }

  /** Reads rules; a line that starts with a blank goes on with the rule before. */
  static Abnf parse(List<String> lines) {
    Abnf grammar = new Abnf();
    List<String> whole = new ArrayList<>();
    for (String line : lines) {
      if (line.matches("[A-Za-z]+ +=.*")) {
        whole.add(line);
      } else if (!line.isBlank()) {
        whole.add(whole.removeLast() + " " + line.strip());
      }
    }
    for (String rule : whole) {
      String[] sides = rule.split(" *= +", 2);
      grammar.define(sides[0], sides[1]);
    }
    return grammar;
  }

  boolean matches(String rule, String text) {
    return part(rule).ends(text, 0).contains(text.length());
  }

  String make(String rule, Random random) {
    StringBuilder text = new StringBuilder();
    part(rule).make(random, text);
    return text.toString();
  }

  private Part part(String rule) {
    Part part = rules.get(rule);
    if (part == null) {
      throw new IllegalArgumentException("no rule " + rule);
    }
    return part;
  }

  private void define(String name, String definition) {
    rest = definition.strip();
    rules.put(name, alternatives());
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(name + ": cannot read " + rest);
    }
  }

  private boolean take(String token) {
    if (!rest.startsWith(token)) {
      return false;
    }
    rest = rest.substring(token.length()).strip();
    return true;
  }

  private String take(int length) {
    String token = rest.substring(0, length);
    rest = rest.substring(length);
    return token;
  }

  private Part alternatives() {
    List<Part> choices = new ArrayList<>(List.of(sequence()));
    while (take("/")) {
      choices.add(sequence());
    }
    return new Choice(choices);
  }

  private Part sequence() {
    List<Part> parts = new ArrayList<>();
    while (!rest.isEmpty() && "/)]".indexOf(rest.charAt(0)) < 0) {
      parts.add(repetition());
    }
    return new Sequence(parts);
  }

  private Part repetition() {
    String least = take(digits());
    boolean open = take("*");
    String most = open ? take(digits()) : least;
    Part element = element();
    rest = rest.strip();
    if (least.isEmpty() && !open) {
      return element;
    }
    return new Repetition(
        element,
        least.isEmpty() ? 0 : Integer.parseInt(least),
        most.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(most));
  }

  private int digits() {
    int digits = 0;
    while (digits < rest.length() && Character.isDigit(rest.charAt(digits))) {
      digits++;
    }
    return digits;
  }

  private Part element() {
    if (take("(")) {
      return closed(alternatives(), ")");
    }
    if (take("[")) {
      return new Repetition(closed(alternatives(), "]"), 0, 1);
    }
    if (rest.startsWith("\"")) {
      return new Literal(quoted());
    }
    if (take("%x")) {
      String from = take(2);
      return new Range(from, take("-") ? take(2) : from);
    }
    int length = 0;
    while (length < rest.length() && Character.isLetter(rest.charAt(length))) {
      length++;
    }
    return new Reference(take(length));
  }

  private String quoted() {
    int end = rest.indexOf('"', 1);
    return take(end + 1).substring(1, end);
  }

  private Part closed(Part part, String bracket) {
    if (!take(bracket)) {
      throw new IllegalArgumentException("no " + bracket + " before " + rest);
    }
    return part;
  }

  private record Literal(String literal) implements Part {
    @Override
    public Set<Integer> ends(String text, int start) {
      return text.startsWith(literal, start) ? Set.of(start + literal.length()) : Set.of();
    }

    @Override
    public void make(Random random, StringBuilder text) {
      text.append(literal);
    }
  }

  private record Range(String from, String to) implements Part {
    private char low() {
      return (char) Integer.parseInt(from, 16);
    }

    private char high() {
      return (char) Integer.parseInt(to, 16);
    }

    @Override
    public Set<Integer> ends(String text, int start) {
      boolean in =
          start < text.length() && text.charAt(start) >= low() && text.charAt(start) <= high();
      return in ? Set.of(start + 1) : Set.of();
    }

    @Override
    public void make(Random random, StringBuilder text) {
      text.append((char) (low() + random.nextInt(high() - low() + 1)));
    }
  }

  private final class Reference implements Part {
    private final String rule;

    Reference(String rule) {
      this.rule = rule;
    }

    @Override
    public Set<Integer> ends(String text, int start) {
      return part(rule).ends(text, start);
    }

    @Override
    public void make(Random random, StringBuilder text) {
      part(rule).make(random, text);
    }
  }

  private record Choice(List<Part> choices) implements Part {
    @Override
    public Set<Integer> ends(String text, int start) {
      Set<Integer> ends = new TreeSet<>();
      choices.forEach(choice -> ends.addAll(choice.ends(text, start)));
      return ends;
    }

    @Override
    public void make(Random random, StringBuilder text) {
      choices.get(random.nextInt(choices.size())).make(random, text);
    }
  }

  private record Sequence(List<Part> parts) implements Part {
    @Override
    public Set<Integer> ends(String text, int start) {
      Set<Integer> ends = Set.of(start);
      for (Part part : parts) {
        Set<Integer> next = new TreeSet<>();
        ends.forEach(end -> next.addAll(part.ends(text, end)));
        ends = next;
      }
      return ends;
    }

    @Override
    public void make(Random random, StringBuilder text) {
      parts.forEach(part -> part.make(random, text));
    }
  }

  private record Repetition(Part part, int least, int most) implements Part {
    private static final int MADE = 12;

    @Override
    public Set<Integer> ends(String text, int start) {
      Set<Integer> all = new TreeSet<>();
      Set<Integer> ends = Set.of(start);
      for (int count = 0; count <= most && !ends.isEmpty(); count++) {
        if (count >= least) {
          all.addAll(ends);
        }
        Set<Integer> next = new TreeSet<>();
        ends.forEach(end -> next.addAll(part.ends(text, end)));
        ends = next;
      }
      return all;
    }

    @Override
    public void make(Random random, StringBuilder text) {
      int count = least + random.nextInt((int) Math.min(MADE, (long) most - least + 1));
      for (int i = 0; i < count; i++) {
        part.make(random, text);
      }
    }
  }
}
