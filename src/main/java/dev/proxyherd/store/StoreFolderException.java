package dev.proxyherd.store;

import dev.proxyherd.settings.SettingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A store cannot be used; ends the start. */
final class StoreFolderException extends SettingException {
  private StoreFolderException(String message, String action, @Nullable Exception cause) {
    super("herd.store.folder", message, action, cause);
  }

  /** It cannot be opened or read. */
  static StoreFolderException unusable(Path folder, Exception cause) {
    return new StoreFolderException(
        "cannot open the store in %s: %s".formatted(folder, reason(cause)),
        "If another process of this member is running, stop it. If the disk is full or the "
            + "folder cannot be written, mend that. If the store is damaged, move the folder "
            + "away and start again: a member that starts empty is filled by its neighbours.",
        cause);
  }

  private static String reason(Exception cause) {
    return cause instanceof AccessDeniedException denied
        ? "access to %s is not permitted".formatted(denied.getFile())
        : String.valueOf(cause.getMessage());
  }

  /** It can be opened, and is not what it was. */
  static StoreFolderException damaged(Path folder, String what) {
    return new StoreFolderException(
        "the store in %s is damaged: %s".formatted(folder, what),
        "Move the folder away and start again: a member that starts empty is filled by its "
            + "neighbours.",
        null);
  }

  /** It lacks what its seal tells of. */
  static StoreFolderException incomplete(Path folder, Fingerprint found, Sealed sealed) {
    return new StoreFolderException(
        ("the store in %s is damaged, or a copy that was made while the member ran: it holds %s; by"
                + " its seal it held %s")
            .formatted(folder, found, sealed.fingerprints().getLast()),
        "Move the folder away and start again: a member that starts empty is filled by its "
            + "neighbours. Or remove the file '%s' from it, to go on with what is there."
                .formatted(SealFormat.file(folder).getFileName()),
        null);
  }

  /** It is not this member's, or of another format. */
  static StoreFolderException another(Path folder, String word, String found, String expected) {
    return new StoreFolderException(
        "the store in %s has %s '%s', not '%s'".formatted(folder, word, found, expected),
        "Set herd.store.folder to this member's own folder, or to a new one: a member that "
            + "starts empty is filled by its neighbours.",
        null);
  }
}
