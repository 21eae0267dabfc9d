package org.ostraka.sync.history;

import java.time.Instant;

/**
 * One version of a file.
 *
 * @param revision that made it
 * @param author who made it, as Subversion names them
 * @param time when the hub took it in, or when it was committed by another client
 * @param path where the file was then, from '/'
 */
public record FileVersion(long revision, String author, Instant time, String path) {}
