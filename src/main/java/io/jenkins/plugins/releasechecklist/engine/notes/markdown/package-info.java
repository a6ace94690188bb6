/** Markdown that strangers wrote, made safe on its tree and within a budget. */
package io.jenkins.plugins.releasechecklist.engine.notes.markdown;
