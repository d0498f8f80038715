// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The picture of a product, drawn from its id in place of a photograph from a disk. */
final class Picture {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 900;
  private static final int DISCS = 24;

  private final BufferedImage image;

  private Picture(BufferedImage image) {
    this.image = image;
  }

  /** Draws the picture at its full size of 1200 by 900 pixels. */
  static Picture of(Product product) {
    var random = new Random(product.id());
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setPaint(
        new GradientPaint(0, 0, colour(random, 0.3f), WIDTH, HEIGHT, colour(random, 0.6f)));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    for (int i = 0; i < DISCS; i++) {
      double size = 60 + random.nextInt(240);
      canvas.setPaint(colour(random, 0.7f));
      canvas.fill(
          new Ellipse2D.Double(
              random.nextInt(WIDTH) - size / 2, random.nextInt(HEIGHT) - size / 2, size, size));
    }
    canvas.dispose();
    return new Picture(image);
  }

  /** Shrinks to a width in pixels, in steps of one half because one big step would alias. */
  Picture shrunkTo(int width) {
    Picture picture = this;
    while (picture.image.getWidth() > 2 * width) {
      picture = picture.scaledTo(picture.image.getWidth() / 2);
    }
    return picture.scaledTo(width);
  }

  byte[] png() throws IOException {
    var bytes = new ByteArrayOutputStream();
    // Given a plain stream, ImageIO would go through a temporary file.
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    }
    return bytes.toByteArray();
  }

  private Picture scaledTo(int width) {
    int height = width * HEIGHT / WIDTH;
    var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = scaled.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.drawImage(image, 0, 0, width, height, null);
    canvas.dispose();
    return new Picture(scaled);
  }

  private static Color colour(Random random, float saturation) {
    return Color.getHSBColor(random.nextFloat(), saturation, 0.9f);
  }
}
