/** A release as JSON, the same on the page and in reports; names and order of the components are those of the JSON. */
package io.jenkins.plugins.releasechecklist.engine.report.json;
