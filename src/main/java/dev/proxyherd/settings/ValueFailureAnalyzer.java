package dev.proxyherd.settings;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;

/**
 * Says of a value that is of the wrong kind, or out of its limits: key, value, file, and what would
 * be right. In place of Spring Boot's, which speaks of types.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ValueFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
  private final @Nullable Environment environment;

  ValueFailureAnalyzer(@Nullable Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    if (!Settings.isOurs(cause.getName())
        || findCause(rootFailure, SettingException.class) != null) {
      return null; // which says more
    }
    var outOfLimits = findCause(rootFailure, BindValidationException.class);
    return outOfLimits == null ? wrongKind(cause) : outOfLimits(outOfLimits);
  }

  private FailureAnalysis outOfLimits(BindValidationException problem) {
    var description =
        problem.getValidationErrors().getAllErrors().stream()
            .map(
                error ->
                    error instanceof FieldError field
                        ? "%s = %s: %s%s"
                            .formatted(
                                key(field),
                                field.getRejectedValue(),
                                field.getDefaultMessage(),
                                Origins.setWhere(environment, key(field)))
                        : String.valueOf(error.getDefaultMessage()))
            .collect(joining("\n\n"));
    return new FailureAnalysis(
        description, "Set it to a value within its limits. " + Settings.DOCUMENTED, problem);
  }

  private static String key(FieldError error) {
    var path = error.getField().split("\\.");
    return error.getObjectName()
        + "."
        + Arrays.stream(path).map(DataObjectPropertyName::toDashedForm).collect(joining("."));
  }

  private static FailureAnalysis wrongKind(BindException problem) {
    var property = problem.getProperty();
    var type = problem.getTarget().getType().resolve(Object.class);
    if (property == null) { // the record itself has refused it, and says which
      return new FailureAnalysis(rootMessage(problem), Settings.DOCUMENTED, problem);
    }
    return new FailureAnalysis(
        "%s = '%s': not %s%s"
            .formatted(
                problem.getName(),
                property.getValue(),
                kind(type),
                Origins.setWhere(property.getOrigin())),
        form(type) + " " + Settings.DOCUMENTED,
        problem);
  }

  private static String rootMessage(Throwable problem) {
    var root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static String kind(Class<?> type) {
    if (type == Duration.class) {
      return "a duration";
    } else if (type == DataSize.class) {
      return "a size";
    } else if (isNumber(type)) {
      return "a number, or too great a one";
    } else if (type.isEnum()) {
      return "one of its values";
    }
    return "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String form(Class<?> type) {
    if (type == Duration.class) {
      return "Write a number and ms, s, m, h or d, such as 250ms or 30s.";
    } else if (type == DataSize.class) {
      return "Write a whole number and B, KB, MB or GB, such as 16KB.";
    } else if (isNumber(type)) {
      return "Write a number.";
    } else if (type.isEnum()) {
      return "Write one of: %s.".formatted(values(type));
    } else if (type == boolean.class) {
      return "Write true or false.";
    }
    return "";
  }

  private static boolean isNumber(Class<?> type) {
    return Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type));
  }

  private static String values(Class<?> type) {
    return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
        .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(joining(", "));
  }
}
