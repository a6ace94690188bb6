package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks.Title;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.SafeInline;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sections of a file with release notes: a heading for each part, of any level. Headings below the one of a section belong to
 * it. What stands before the first one is the summary. A heading that is unknown here goes along under the notable changes, with
 * all that is below it. For one file; not for several threads.
 */
final class NotesSections {

    private static final Map<String, NotesPart> PARTS = new LinkedHashMap<>();
    private static final Map<String, NotesPart> OTHER_NAMES = new LinkedHashMap<>();

    static {
        PARTS.put("Summary", NotesPart.SUMMARY);
        PARTS.put("Notable changes", NotesPart.CHANGES);
        PARTS.put("Changes", NotesPart.CHANGES);
        PARTS.put("Migration steps", NotesPart.MIGRATION);
        PARTS.put("Migration", NotesPart.MIGRATION);
        PARTS.put("Known issues", NotesPart.KNOWN_ISSUES);
        for (String name : List.of("what's changed", "what's new")) {
            OTHER_NAMES.put(name, NotesPart.CHANGES);
        }
        for (String name : List.of(
                "upgrade notes", "upgrade guide", "upgrade steps", "upgrading", "migration guide", "migration notes")) {
            OTHER_NAMES.put(name, NotesPart.MIGRATION);
        }
        OTHER_NAMES.put("known problems", NotesPart.KNOWN_ISSUES);
    }

    private static final Pattern AROUND = Pattern.compile("^(?:[^\\p{L}\\p{N}\\[]|:[a-z0-9_+-]{1,40}:)+|\\s*:$");
    private static final Pattern VERSION = Pattern.compile("(?i)(?:(?:version|release) |[\\w@/.-]{1,100}[ @])?\\[?v?"
            + "(?<version>[0-9]+(?:\\.[0-9]+)+[0-9a-z.+-]*)\\]?(?:\\s*[-\u2013\u2014:(/,].*|\\s+[0-9]{4}-[0-9-]+)?");
    private static final Pattern UNRELEASED =
            Pattern.compile("(?i)\\[?(?:unreleased|next|upcoming)\\]?(?:\\s*[-(].*)?");
    private static final Pattern CHANGE_LOG = Pattern.compile("(?i)change ?log|history|news|releases?(?: notes)?");

    private final String file;
    private final MarkdownBlocks blocks;
    private final List<String> warnings;
    private final List<Title> titles;
    private final int begin;
    private final int end;

    /**
     * @param warnings receives what the author should know
     * @throws IllegalArgumentException for a change log of several versions without the one that is released
     */
    NotesSections(String file, String text, Optional<String> version, List<String> warnings) {
        this.file = file;
        this.blocks = MarkdownBlocks.of(text);
        this.warnings = warnings;
        List<Title> all = blocks.titles();
        Optional<Title> title = all.stream().findFirst().filter(this::isDocumentTitle);
        List<Title> versions = all.stream().filter(NotesSections::isVersion).toList();
        boolean log = versions.size() > 1
                || !versions.isEmpty()
                        && title.filter(it -> CHANGE_LOG.matcher(name(it)).matches())
                                .isPresent();
        Optional<Title> chosen = log ? Optional.of(chosen(versions, version)) : title;
        this.begin = chosen.map(it -> it.last() + 1).orElse(0);
        this.end = log
                ? all.stream()
                        .filter(it -> it.first() >= begin
                                && it.level() <= chosen.orElseThrow().level())
                        .findFirst()
                        .map(Title::first)
                        .orElse(blocks.lines())
                : blocks.lines();
        this.titles = all.stream()
                .filter(it -> it.first() >= begin && it.last() < end)
                .toList();
    }

    static String known() {
        return String.join(", ", PARTS.keySet());
    }

    NotesDraft draft() {
        Map<NotesPart, List<String>> texts = new EnumMap<>(NotesPart.class);
        List<Title> sections = sections();
        List<Title> unknown = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        add(
                texts,
                NotesPart.SUMMARY,
                between(begin, sections.isEmpty() ? end : sections.get(0).first()));
        int levelOfChanges = 0;
        for (int i = 0; i < sections.size(); i++) {
            Title title = sections.get(i);
            String text = between(
                    title.last() + 1,
                    i + 1 < sections.size() ? sections.get(i + 1).first() : end);
            Optional<NotesPart> part = part(title);
            boolean group = levelOfChanges > 0 && title.level() > levelOfChanges;
            if (part.isEmpty() && isVersion(title)) {
                add(texts, NotesPart.SUMMARY, text);
            } else if (part.isEmpty()) {
                if (!group) {
                    unknown.add(title);
                }
                if (!text.isBlank()) {
                    changes.add("**" + SafeInline.escaped(title.text(), false) + "**\n\n" + text.strip());
                }
            } else if (part.get() == NotesPart.CHANGES) {
                changes.addAll(MarkdownBlocks.entries(text));
                levelOfChanges = title.level();
                group = true;
            } else {
                add(texts, part.get(), text);
            }
            levelOfChanges = group ? levelOfChanges : 0;
        }
        if (!unknown.isEmpty()) {
            warnings.add(unknown(unknown));
        }
        return new NotesDraft(
                text(texts, NotesPart.SUMMARY),
                changes,
                text(texts, NotesPart.MIGRATION),
                MarkdownBlocks.entries(text(texts, NotesPart.KNOWN_ISSUES).orElse("")));
    }

    /** Headings that are not below another one; those of groups of changes, and of parts wherever they are. */
    private List<Title> sections() {
        List<Title> sections = new ArrayList<>();
        for (Title title : titles) {
            Optional<Title> open =
                    sections.isEmpty() ? Optional.empty() : Optional.of(sections.get(sections.size() - 1));
            boolean below = open.filter(it -> title.level() > it.level() && !isVersion(it))
                    .filter(it ->
                            meant(it).filter(part -> part == NotesPart.CHANGES).isEmpty())
                    .isPresent();
            if (!below || exact(title).isPresent() || suggestion(title).isPresent()) {
                sections.add(title);
            }
        }
        return sections;
    }

    private String between(int from, int to) {
        return blocks.between(from, Math.max(from, to));
    }

    private static void add(Map<NotesPart, List<String>> texts, NotesPart part, String text) {
        texts.computeIfAbsent(part, any -> new ArrayList<>()).add(text.strip());
    }

    private static Optional<String> text(Map<NotesPart, List<String>> texts, NotesPart part) {
        return Optional.of(String.join("\n\n", texts.getOrDefault(part, List.of())));
    }

    private Title chosen(List<Title> versions, Optional<String> version) {
        Optional<Title> same = versions.stream()
                .filter(title ->
                        version.filter(it -> plain(it).equals(versionOf(title))).isPresent())
                .findFirst();
        Optional<Title> unreleased = versions.stream()
                .filter(title -> versionOf(title).isEmpty() && hasText(title, versions))
                .findFirst();
        Optional<Title> newest = version.isPresent()
                ? Optional.empty()
                : versions.stream().filter(title -> !versionOf(title).isEmpty()).findFirst();
        Title chosen = same.or(() -> unreleased)
                .or(() -> newest)
                .orElseThrow(() -> new IllegalArgumentException(file
                        + ": expected a section for " + version.orElse("the release") + " in this change log, found "
                        + versions.stream().limit(5).map(Title::text).collect(Collectors.joining(", "))
                        + (versions.size() > 5 ? ", ..." : "")));
        if (same.isEmpty()) {
            warnings.add(file + ":" + (chosen.first() + 1) + ": "
                    + version.map(it -> "there is no section for " + it + "; ").orElse("") + "\"" + chosen.text()
                    + "\" is taken");
        }
        return chosen;
    }

    private boolean hasText(Title title, List<Title> versions) {
        int next = versions.stream()
                .mapToInt(Title::first)
                .filter(line -> line > title.last())
                .findFirst()
                .orElse(blocks.lines());
        return !between(title.last() + 1, next).isBlank();
    }

    /** The heading above everything else, unless it is a part, or nearly one. */
    private boolean isDocumentTitle(Title title) {
        boolean above = title.level() == 1
                        && exact(title).isEmpty()
                        && suggestion(title).isEmpty()
                || title.level() == 1 && CHANGE_LOG.matcher(name(title)).matches();
        return (above || isVersion(title)) && between(0, title.first()).isBlank();
    }

    private Optional<NotesPart> part(Title title) {
        Optional<String> meant = exact(title).isPresent() ? Optional.empty() : suggestion(title);
        meant.ifPresent(it -> warnings.add(file + ":" + (title.first() + 1) + ": the heading \"" + title.text()
                + "\" is taken for \"" + it + "\""));
        return meant(title);
    }

    private static Optional<NotesPart> meant(Title title) {
        return exact(title).or(() -> suggestion(title).map(PARTS::get));
    }

    private static Optional<NotesPart> exact(Title title) {
        String name = name(title).toLowerCase(Locale.ROOT);
        return PARTS.entrySet().stream()
                .filter(part -> part.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Optional.ofNullable(OTHER_NAMES.get(name.replace('\u2019', '\''))));
    }

    /** What a mistyped heading was meant to be. "Changed" and "Changelog" are words of other tools. */
    private static Optional<String> suggestion(Title title) {
        String name = name(title).toLowerCase(Locale.ROOT);
        return name.length() > 40
                        || name.equals("changed")
                        || CHANGE_LOG.matcher(name).matches()
                ? Optional.empty()
                : Suggestions.closest(name, PARTS.keySet());
    }

    private static boolean isVersion(Title title) {
        return VERSION.matcher(name(title)).matches()
                || UNRELEASED.matcher(name(title)).matches();
    }

    private static String versionOf(Title title) {
        Matcher version = VERSION.matcher(name(title));
        return version.matches() ? plain(version.group("version")) : "";
    }

    /** A version without its "v" and without build metadata. */
    private static String plain(String version) {
        return version.strip()
                .replaceFirst("(?i)^v(?=[0-9])", "")
                .replaceFirst("\\+.*", "")
                .toLowerCase(Locale.ROOT);
    }

    /** The words of a heading, without emoji before them and a colon after them. */
    private static String name(Title title) {
        return AROUND.matcher(title.text()).replaceAll("").strip();
    }

    private String unknown(List<Title> unknown) {
        return file + ": "
                + unknown.stream()
                        .limit(10)
                        .map(title -> "\"" + title.text() + "\" (line " + (title.first() + 1) + ")")
                        .collect(Collectors.joining(", "))
                + (unknown.size() > 10 ? ", ..." : "")
                + " go along under \"" + NotesPart.CHANGES.title() + "\". Headings of release notes: " + known();
    }
}
