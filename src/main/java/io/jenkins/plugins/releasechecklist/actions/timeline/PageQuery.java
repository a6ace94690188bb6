package io.jenkins.plugins.releasechecklist.actions.timeline;

/**
 * What an address asks of the page.
 *
 * @param filter which events the timeline shows
 * @param before the timeline shows events before this number only; {@link Long#MAX_VALUE} for the latest
 * @param since the last event that the reader knows; 0 when the page is opened
 */
public record PageQuery(TimelineView.TimelineFilter filter, long before, long since) {
    /** The page as it is opened. */
    public static final PageQuery LATEST = new PageQuery(TimelineView.TimelineFilter.EVERYTHING, Long.MAX_VALUE, 0);

    /** The parameters of an address, each null when it is not there; what cannot be understood counts as not there. */
    public static PageQuery of(String show, String before, String since) {
        return new PageQuery(TimelineView.TimelineFilter.named(show), number(before, Long.MAX_VALUE), number(since, 0));
    }

    private static long number(String text, long otherwise) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

    /** Whether the timeline shows the latest events. */
    boolean isLatest() {
        return before == Long.MAX_VALUE;
    }
}
