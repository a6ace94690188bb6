package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.Optional;

/**
 * A related document that the guide names.
 *
 * @param title as people know it
 * @param url where it is; empty until the team or the administrator sets it
 */
public record ResourceLink(String title, Optional<String> url) {}
