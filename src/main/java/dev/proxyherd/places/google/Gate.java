package dev.proxyherd.places.google;

import org.jspecify.annotations.Nullable;

/** Something that may keep all questions from Google for a while. */
interface Gate {
  /** Why a question that came now would not be asked; null if it would. */
  @Nullable Result refusal();
}
