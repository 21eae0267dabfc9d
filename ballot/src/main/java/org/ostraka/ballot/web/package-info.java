/**
 * The HTTPS interface of a ballot server and its client. What the JSON and the binary bodies look
 * like is known here and nowhere else.
 */
@NullMarked
package org.ostraka.ballot.web;

import org.jspecify.annotations.NullMarked;
