package dev.proxyherd.ops;

import dev.proxyherd.tcp.SizeBetween;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code herd.wire-log}: the file of all lines in and out.
 *
 * @param enabled whether there is one
 * @param file where it is; empty for {@code logs/<member in lower case>.wire.log}
 * @param maxSize at what size a new file is begun; at least 64 KB
 * @param maxFiles how many files are kept, with the current one
 * @param maxRate how much is written in a second; what is more than that, and than the buffer, is
 *     left out
 * @param buffer how much memory lines may wait in for the disk; 256 KB to 256 MB
 */
@Validated
@ConfigurationProperties("herd.wire-log")
record WireLogProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") String file,
    @DefaultValue("10MB") @SizeBetween(min = "64KB", max = "1TB") DataSize maxSize,
    @DefaultValue("5") @Min(1) @Max(1000) int maxFiles,
    @DefaultValue("16MB") @SizeBetween(min = "1KB", max = "1TB") DataSize maxRate,
    @DefaultValue("2MB") @SizeBetween(min = "256KB", max = "256MB") DataSize buffer) {
  Path fileOf(String member) {
    // A member's name may hold any printable character, a slash too.
    var name = member.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
    return Path.of(file.isBlank() ? "logs/" + name + ".wire.log" : file);
  }
}
