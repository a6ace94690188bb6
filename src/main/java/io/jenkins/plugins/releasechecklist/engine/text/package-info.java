/**
 * Small rules of writing that every part of the engine shares: durations, ids, and what a mistyped word was meant to
 * be.
 */
package io.jenkins.plugins.releasechecklist.engine.text;
