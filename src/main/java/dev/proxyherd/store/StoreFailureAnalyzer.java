package dev.proxyherd.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why a store cannot be used, and what to do. */
final class StoreFailureAnalyzer extends AbstractFailureAnalyzer<StoreFolderException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, StoreFolderException cause) {
    var action =
        cause.isAnother()
            ? "Set herd.store.folder to this member's own folder, or to a new one: a member that "
                + "starts empty is filled by its neighbours."
            : "If another process of this member is running, stop it. If the disk is full or the "
                + "folder cannot be written, mend that. If the store is damaged, move the folder "
                + "away and start again: a member that starts empty is filled by its neighbours.";
    return new FailureAnalysis("herd.store.folder: " + cause.getMessage(), action, cause);
  }
}
