package io.jenkins.plugins.releasechecklist.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Says what is wrong with a file; the exceptions of the JDK often tell its name only. */
final class FileMistake {
    private FileMistake() {}

    static String of(FileSystemException cause) {
        return cause.getFile() + ": " + Optional.ofNullable(cause.getReason()).orElseGet(() -> ofKind(cause));
    }

    private static String ofKind(FileSystemException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "this user may not read or write it";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is no folder";
        }
        return cause.getClass().getSimpleName();
    }
}
