@org.jspecify.annotations.NullMarked
package org.ostraka.base;
