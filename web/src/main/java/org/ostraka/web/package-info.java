/**
 * The HTTPS server that every interface of Ostraka stands on, and the pages that it gives to
 * browsers.
 */
@NullMarked
package org.ostraka.web;

import org.jspecify.annotations.NullMarked;
