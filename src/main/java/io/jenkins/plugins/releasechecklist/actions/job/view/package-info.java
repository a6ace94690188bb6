/** What the page of all releases shows: filters, rows, metrics, trends. */
package io.jenkins.plugins.releasechecklist.actions.job.view;
