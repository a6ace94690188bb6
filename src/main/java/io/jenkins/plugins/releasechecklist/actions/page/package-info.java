/** What the page of a release shows, part by part. */
package io.jenkins.plugins.releasechecklist.actions.page;
