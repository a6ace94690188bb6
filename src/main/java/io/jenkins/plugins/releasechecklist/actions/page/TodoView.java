package io.jenkins.plugins.releasechecklist.actions.page;

/**
 * Something that waits for the viewer.
 *
 * @param text what is to be done
 * @param anchor the part of the page where it is done
 * @param symbol the name of the symbol
 */
public record TodoView(String text, String anchor, String symbol) {}
