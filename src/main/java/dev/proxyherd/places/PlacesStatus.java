package dev.proxyherd.places;

import org.jspecify.annotations.Nullable;

/** The statuses of a Nearby Search. */
public enum PlacesStatus {
  OK,
  ZERO_RESULTS,
  INVALID_REQUEST,
  NOT_FOUND,
  OVER_QUERY_LIMIT,
  OVER_DAILY_LIMIT,
  REQUEST_DENIED,
  UNKNOWN_ERROR;

  public boolean failed() {
    return this != OK && this != ZERO_RESULTS;
  }

  /** The status of that name, or null: a source is free to invent one. */
  public static @Nullable PlacesStatus named(@Nullable String name) {
    for (var status : values()) {
      if (status.name().equals(name)) {
        return status;
      }
    }
    return null;
  }
}
