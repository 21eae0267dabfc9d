/** What {@code doctor} looks at on a machine, and how to mend what it finds. */
@NullMarked
package org.ostraka.app.doctor;

import org.jspecify.annotations.NullMarked;
