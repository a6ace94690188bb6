/** The page of all applications by environments: what runs where, and what is on its way. */
package io.jenkins.plugins.releasechecklist.actions.board;
