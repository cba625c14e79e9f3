package dev.proxyherd.places.google;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code herd.places.google}: how to ask Google.
 *
 * @param key the API key; nowhere shown
 * @param baseUrl where the API is, with no path of it; each API has its own default
 * @param timeout for everything from the look-up of the name to the last byte
 * @param rank legacy: popularity only
 * @param fields price classes and fields; not of the legacy API, which has no choice
 * @param includedTypes places of any of these types, at most 50; legacy: one
 * @param excludedTypes places of none of these types, at most 50; not legacy
 * @param includedPrimaryTypes places that are first of all one of these, at most 50; not legacy
 * @param excludedPrimaryTypes places that are first of all none of these, at most 50; not legacy
 * @param language of names and addresses, BCP 47; without it Google's choice
 * @param region how names and addresses are put, two letters; not legacy
 * @param farAnswers what becomes of an answer that has only places far from where was asked
 * @param maxResponse the longest answer to be read, unpacked
 * @param connections how many look-ups may be in flight; more wait, within their timeout
 */
public record GoogleProperties(
    @DefaultValue("") String key,
    @DefaultValue("") String baseUrl,
    @DefaultValue("3s") @DurationMin(millis = 1) @DurationMax(seconds = 60) Duration timeout,
    @DefaultValue("popularity") Rank rank,
    @DefaultValue("pro") List<String> fields,
    @DefaultValue List<String> includedTypes,
    @DefaultValue List<String> excludedTypes,
    @DefaultValue List<String> includedPrimaryTypes,
    @DefaultValue List<String> excludedPrimaryTypes,
    @DefaultValue("") String language,
    @DefaultValue("") String region,
    @DefaultValue("refuse") FarAnswers farAnswers,
    @DefaultValue("4MB") DataSize maxResponse,
    @DefaultValue("64") @Min(1) @Max(10_000) int connections) {

  /** By what Google chooses the places, if there are more than were asked for. */
  enum Rank {
    POPULARITY,
    DISTANCE
  }

  /** What becomes of an answer to another request; see {@link AnswerArea}. */
  enum FarAnswers {
    REFUSE,
    ACCEPT
  }

  /** Without the key: records are printed by people in a hurry. */
  @Override
  public String toString() {
    return "GoogleProperties[baseUrl=%s, timeout=%s, rank=%s]".formatted(baseUrl, timeout, rank);
  }
}
