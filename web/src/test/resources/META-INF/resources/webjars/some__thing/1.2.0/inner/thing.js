const t="a thing";export{t as thing};
//# sourceMappingURL=thing.js.map
