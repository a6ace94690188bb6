package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a Markdown file with release notes says, be it in the form of the release guide's template or written by another tool: a
 * section of Keep a Changelog or the whole of it, what GitHub, semantic-release, git-cliff or release-drafter generate.
 *
 * @param draft the notes
 * @param warnings what was taken in another way than the author may think, with the file and the line
 */
public record NotesFile(NotesDraft draft, List<String> warnings) {

    /** The largest file, in bytes. */
    public static final int LARGEST = 1024 * 1024;

    private static final Set<String> FRONT_MATTER = Set.of("---", "+++");

    public NotesFile {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file.
     *
     * @param content its bytes: UTF-8, at most {@value #LARGEST}
     * @param file its name in messages
     * @param version the version that is released, whose section of a change log is taken; empty if it is not known
     * @throws IllegalArgumentException if it has no notes for the release, with the file, what was found and what was expected
     */
    public static NotesFile read(byte[] content, String file, Optional<String> version) {
        if (content.length > LARGEST) {
            throw new IllegalArgumentException(
                    file + ": expected at most " + LARGEST + " bytes of release notes, found more");
        }
        try {
            return read(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString(),
                    file,
                    version);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": expected text in UTF-8, found other bytes", e);
        }
    }

    private static NotesFile read(String content, String file, Optional<String> version) {
        // Nothing is stripped at the beginning: lines are counted.
        String text = VisibleText.of("|" + content, file).substring(1);
        if (text.isBlank()) {
            throw new IllegalArgumentException(file
                    + ": expected release notes in Markdown, found an empty file. Headings: " + NotesSections.known());
        }
        List<String> warnings = new ArrayList<>();
        List<String> lines = text.lines().collect(Collectors.toCollection(ArrayList::new));
        String first = lines.get(0).stripTrailing();
        int end = FRONT_MATTER.contains(first) ? lines.subList(1, lines.size()).indexOf(first) : -1;
        if (end >= 0) {
            warnings.add(file + ":1: the front matter is left out");
            Collections.fill(lines.subList(0, end + 2), "");
            text = String.join("\n", lines);
        }
        NotesDraft draft = new NotesSections(file, text, version, warnings).draft();
        if (draft.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": expected release notes below the headings, found headings only");
        }
        return new NotesFile(draft, warnings);
    }
}
