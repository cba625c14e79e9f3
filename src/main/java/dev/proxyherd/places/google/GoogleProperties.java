package dev.proxyherd.places.google;

import jakarta.validation.Valid;
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
 * @param timeout for a question, with all waiting and all tries
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
 * @param connections how many calls may be under way; more questions wait, within their timeout
 * @param maxWaiting how many questions may wait for their turn
 * @param retries how many tries a question may have after its first
 * @param cache for how long an answer is given again; see docs/reference/places.md for the terms
 * @param cacheSize how many answers are kept for that
 * @param proxy an HTTP proxy on the way; its user and password are nowhere shown
 * @param fallBack whether the gazetteer answers where Google does not
 * @param network connections
 * @param budget how many calls may be made
 * @param breaker when Google is left alone
 */
public record GoogleProperties(
    @DefaultValue("") String key,
    @DefaultValue("") String baseUrl,
    @DefaultValue("9s") @DurationMin(millis = 1) @DurationMax(seconds = 60) Duration timeout,
    @DefaultValue("popularity") Rank rank,
    @DefaultValue("pro") List<String> fields,
    @DefaultValue List<String> includedTypes,
    @DefaultValue List<String> excludedTypes,
    @DefaultValue List<String> includedPrimaryTypes,
    @DefaultValue List<String> excludedPrimaryTypes,
    @DefaultValue("") String language,
    @DefaultValue("") String region,
    @DefaultValue("accept") FarAnswers farAnswers,
    @DefaultValue("4MB") DataSize maxResponse,
    @DefaultValue("256") @Min(1) @Max(10_000) int connections,
    @DefaultValue("1024") @Min(0) @Max(1_000_000) int maxWaiting,
    @DefaultValue("2") @Min(0) @Max(10) int retries,
    @DefaultValue("0s") @DurationMin(seconds = 0) @DurationMax(days = 30) Duration cache,
    @DefaultValue("1000") @Min(1) @Max(1_000_000) int cacheSize,
    @DefaultValue("") String proxy,
    @DefaultValue("false") boolean fallBack,
    @DefaultValue @Valid NetworkProperties network,
    @DefaultValue @Valid BudgetProperties budget,
    @DefaultValue @Valid BreakerProperties breaker) {

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
