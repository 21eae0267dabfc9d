/**
 * A desk as a person has it on a machine: its home folder with who it is and what it synchronises,
 * and all its sessions running together on the real disk, index and hub.
 */
@NullMarked
package org.ostraka.sync.home;

import org.jspecify.annotations.NullMarked;
