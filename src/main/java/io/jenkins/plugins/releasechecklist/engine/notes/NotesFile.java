package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks.Title;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads release notes from a Markdown file in the form of the release guide's template: a heading for each part, of any level.
 *
 * <p>A heading of level 1 before all others may be the title. What stands before the first part is the summary, if the file has
 * no heading for it. Headings below the one of a part belong to the part.
 */
public final class NotesFile {

    /** The largest file, in bytes. */
    public static final int LARGEST = 1024 * 1024;

    private static final Map<String, NotesPart> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("Summary", NotesPart.SUMMARY);
        PARTS.put("Notable changes", NotesPart.CHANGES);
        PARTS.put("Changes", NotesPart.CHANGES);
        PARTS.put("Migration steps", NotesPart.MIGRATION);
        PARTS.put("Migration", NotesPart.MIGRATION);
        PARTS.put("Known issues", NotesPart.KNOWN_ISSUES);
    }

    private static final Pattern COLON = Pattern.compile("\\s*:$");
    private static final Pattern FRONT_MATTER = Pattern.compile("(?:---|\\+\\+\\+)[ \\t]*\\n.*", Pattern.DOTALL);

    private final String file;
    private final MarkdownBlocks blocks;
    private final List<Title> titles;
    private final Optional<Title> documentTitle;

    private NotesFile(String file, String text) {
        this.file = file;
        this.blocks = MarkdownBlocks.of(text);
        this.titles = blocks.titles();
        this.documentTitle = documentTitle();
    }

    /**
     * Reads a file.
     *
     * @param content its bytes: UTF-8, at most {@value #LARGEST}
     * @param file its name in messages
     * @throws IllegalArgumentException if it is something else than release notes in this form, with the file, the line, what was
     *     found and what was expected
     */
    public static NotesDraft read(byte[] content, String file) {
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
                    file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": expected text in UTF-8, found other bytes", e);
        }
    }

    /** Reads the text of a file; see {@link #read(byte[], String)}. */
    static NotesDraft read(String content, String file) {
        // Nothing is stripped at the beginning: lines are counted.
        String text = VisibleText.of("|" + content, file).substring(1);
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    file + ": expected release notes in Markdown, found an empty file. Allowed headings: " + allowed());
        }
        if (FRONT_MATTER.matcher(text).matches()) {
            throw new IllegalArgumentException(file + ":1: expected release notes in Markdown, found front matter ("
                    + text.lines().findFirst().orElseThrow().strip() + "). Leave it out");
        }
        NotesDraft draft = new NotesFile(file, text).draft();
        if (draft.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": expected release notes below the headings, found headings only");
        }
        return draft;
    }

    private NotesDraft draft() {
        Map<NotesPart, String> texts = new EnumMap<>(NotesPart.class);
        List<Section> sections = sections();
        int begin =
                sections.isEmpty() ? blocks.lines() : sections.get(0).title().first();
        String before = blocks.between(textBegin(), Math.max(begin, textBegin()));
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            int end = i + 1 < sections.size() ? sections.get(i + 1).title().first() : blocks.lines();
            String text = blocks.between(section.title().last() + 1, end);
            if (texts.put(section.part(), text) != null) {
                throw problem(
                        section.title(),
                        "expected each part once, found \"" + section.title().text() + "\" again");
            }
        }
        if (texts.containsKey(NotesPart.SUMMARY) && !before.isBlank()) {
            throw new IllegalArgumentException(file + ":" + (firstLine(textBegin()) + 1)
                    + ": expected the summary below its heading, found text before it");
        }
        texts.putIfAbsent(NotesPart.SUMMARY, before);
        return new NotesDraft(
                Optional.of(texts.get(NotesPart.SUMMARY)),
                MarkdownBlocks.entries(texts.getOrDefault(NotesPart.CHANGES, "")),
                Optional.of(texts.getOrDefault(NotesPart.MIGRATION, "")),
                MarkdownBlocks.entries(texts.getOrDefault(NotesPart.KNOWN_ISSUES, "")));
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (Title title : titles) {
            Optional<NotesPart> part = part(title);
            Optional<Section> open =
                    sections.isEmpty() ? Optional.empty() : Optional.of(sections.get(sections.size() - 1));
            if (part.isPresent()) {
                sections.add(new Section(part.get(), title));
            } else if (!documentTitle.equals(Optional.of(title))
                    && (open.isEmpty()
                            || title.level() <= open.get().title().level()
                            || suggestion(title).isPresent())) {
                throw problem(
                        title,
                        "unknown heading \"" + title.text() + "\""
                                + suggestion(title)
                                        .map(closest -> "; did you mean \"" + closest + "\"?")
                                        .orElse(".")
                                + " Allowed: " + allowed());
            }
        }
        return sections;
    }

    /** The heading above everything else, unless it is a part, or nearly one. */
    private Optional<Title> documentTitle() {
        return titles.stream()
                .findFirst()
                .filter(title -> title.level() == 1
                        && part(title).isEmpty()
                        && suggestion(title).isEmpty())
                .filter(title -> blocks.between(0, title.first()).isBlank());
    }

    private int textBegin() {
        return documentTitle.map(title -> title.last() + 1).orElse(0);
    }

    private int firstLine(int from) {
        int line = from;
        while (line < blocks.lines() && blocks.between(line, line + 1).isBlank()) {
            line++;
        }
        return line;
    }

    private static Optional<NotesPart> part(Title title) {
        return PARTS.entrySet().stream()
                .filter(part -> part.getKey().toLowerCase(Locale.ROOT).equals(name(title)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> suggestion(Title title) {
        return title.text().length() > 40 ? Optional.empty() : Suggestions.closest(name(title), PARTS.keySet());
    }

    private static String name(Title title) {
        return COLON.matcher(title.text()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    private static String allowed() {
        return String.join(", ", PARTS.keySet());
    }

    private IllegalArgumentException problem(Title title, String problem) {
        return new IllegalArgumentException(file + ":" + (title.first() + 1) + ": " + problem);
    }

    private record Section(NotesPart part, Title title) {}
}
