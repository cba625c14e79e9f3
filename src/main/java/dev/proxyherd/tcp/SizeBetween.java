package dev.proxyherd.tcp;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Bounds of a size in a configuration, both included: such as {@code 64B} or {@code 16MB}. */
@Constraint(validatedBy = SizeBetween.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface SizeBetween {
  String min();

  String max();

  String message() default "must be from {min} to {max}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Compares bytes. */
  final class Validator implements ConstraintValidator<SizeBetween, DataSize> {
    private DataSize min = DataSize.ofBytes(0);
    private DataSize max = DataSize.ofBytes(Long.MAX_VALUE);

    @Override
    public void initialize(SizeBetween bounds) {
      min = DataSize.parse(bounds.min());
      max = DataSize.parse(bounds.max());
    }

    @Override
    public boolean isValid(@Nullable DataSize size, ConstraintValidatorContext context) {
      return size == null || (size.compareTo(min) >= 0 && size.compareTo(max) <= 0);
    }
  }
}
