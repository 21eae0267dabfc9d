/** The ballot capability beside etcd, PostgreSQL and the plain file system. */
@NullMarked
package org.ostraka.bench.ballot;

import org.jspecify.annotations.NullMarked;
