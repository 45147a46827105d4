package io.reelway.store;

import java.time.Instant;

/**
 * An object that is complete in the store.
 *
 * @param location where it is stored
 * @param bytes its size
 * @param storedAt when it was put there, to the precision of the store
 */
public record StoredObject(Location location, long bytes, Instant storedAt) {}
