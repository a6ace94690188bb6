/** Bounds for a value, such as {@code <= baseline + 10%}. */
package io.jenkins.plugins.releasechecklist.engine.criterion;
