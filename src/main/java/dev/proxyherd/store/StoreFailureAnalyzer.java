package dev.proxyherd.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why a store cannot be used, and what to do. */
final class StoreFailureAnalyzer extends AbstractFailureAnalyzer<StoreFolderException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, StoreFolderException cause) {
    return new FailureAnalysis("herd.store.folder: " + cause.getMessage(), cause.action(), cause);
  }
}
