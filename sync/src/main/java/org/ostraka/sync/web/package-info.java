/**
 * The hub's HTTPS interface, and the hub as a desk or a command sees it through that interface.
 * docs/api/sync-openapi.yaml describes it.
 */
@NullMarked
package org.ostraka.sync.web;

import org.jspecify.annotations.NullMarked;
