/** How the house is built: packages, names, the drawing of both and the pages about them. Needs Maven Central alone. */
package io.jenkins.plugins.releasechecklist.cli.house;
