package org.ostraka.ballot.server;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.ostraka.base.Disk;

/**
 * What surrounds a server: time, random numbers, and the disk its tables are on.
 *
 * @param directory where the tables are, to see in time that the disk is full
 */
public record Environment(InstantSource clock, RandomGenerator random, Disk disk, Path directory) {}
