package dev.proxyherd.places.gazetteer;

import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code herd.places.gazetteer}: places of one's own, and which of them are answered.
 *
 * @param file a file that {@code ./herd places import} has made; without it the places in the jar
 * @param rank which places are named first, and which if there are more than were asked for
 * @param types a place must have one of these types to be answered, up to 1,000; without them all
 *     are
 */
public record GazetteerProperties(
    @Nullable Path file,
    @DefaultValue("distance") Rank rank,
    @DefaultValue @Size(max = 1_000) List<String> types) {

  GazetteerSource source() {
    return file == null ? GazetteerSource.builtIn(types) : GazetteerSource.of(file, types);
  }
}
