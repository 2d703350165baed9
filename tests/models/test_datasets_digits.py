"""The handwritten digits, compared with what scikit-learn says of them."""

import re
import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

from models.datasets import DATASETS, class_counts, enough, largest_samples
from models.datasets.digits import FILE
from tests.models.test_datasets import samples

DIGITS = DATASETS["digits"]
UNCENTRED = DATASETS["digits_uncentred"]


@pytest.fixture(scope="module")
def pixels():
    return load_digits(return_X_y=True)


@pytest.fixture(scope="module")
def components(pixels):
    return PCA(2, svd_solver="full").fit(pixels[0])


def test_the_file_holds_scikit_learns_digits(pixels):
    with np.load(FILE) as file:
        np.testing.assert_array_equal(file["pixels"], pixels[0])
        np.testing.assert_array_equal(file["digit"], pixels[1])


def test_the_images_are_drawn_without_scikit_learn():
    script = (
        "import sys; from models.config import RunConfig; from models.datasets import DATASETS\n"
        "RunConfig(dataset='digits', loss='softmax_cross_entropy'); digits = DATASETS['digits']\n"
        "assert digits.available and digits.limit and digits.embed and digits.project\n"
        "assert digits.plane_note and 'sklearn' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_counts_are_those_of_the_images(pixels):
    assert DIGITS.available == tuple(np.bincount(pixels[1]))


def test_samples_are_images_around_their_mean_each_at_most_once(pixels):
    images, digit = pixels
    x, y = samples(dataset="digits", noise=0.0, samples=1500)
    spread = np.sqrt(((images - images.mean(0)) ** 2).mean())
    shown = np.round(x * spread + images.mean(0)).astype(int)
    rows = {tuple(image): label for image, label in zip(images.astype(int), digit, strict=True)}
    assert len(rows) == 1797
    assert [rows[tuple(image)] for image in shown] == y.tolist()
    assert len(np.unique(shown, axis=0)) == 1500
    np.testing.assert_allclose(x * spread + images.mean(0), shown, atol=1e-9)


@pytest.mark.parametrize("imbalance", [0.0, 0.5, 0.95])
def test_the_largest_number_of_samples_can_be_drawn_and_one_more_cannot(imbalance):
    most = largest_samples(DIGITS, 10, imbalance)
    assert len(samples(dataset="digits", samples=most, imbalance=imbalance)[0]) == most
    fits = [enough(DIGITS, class_counts(n, 10, imbalance)) for n in range(20, 1798)]
    assert fits == [n <= most for n in range(20, 1798)]


def test_more_images_of_a_digit_than_there_are_cannot_be_drawn():
    rng = np.random.default_rng(0)
    assert DIGITS.make(np.full(178, 0), rng).shape == (178, 64)
    with pytest.raises(ValueError, match="larger sample than population"):
        DIGITS.make(np.full(179, 0), rng)


def test_an_image_seldom_lies_outside_the_pictures(pixels):
    images, _ = pixels
    x = (images - images.mean(0)) / (images - images.mean(0)).std()
    outside = (np.abs(DIGITS.project(x)) > DIGITS.limit).any(1)
    assert 0 < outside.sum() <= 3


def test_the_pictures_show_the_plane_of_the_first_two_principal_components(pixels, components):
    images, _ = pixels
    spread = (images - images.mean(0)).std()
    loadings = DIGITS.embed(np.eye(2))
    assert (loadings[[0, 1], np.abs(loadings).argmax(1)] > 0).all()
    agreement = loadings @ components.components_.T
    np.testing.assert_allclose(np.abs(agreement), np.eye(2), atol=1e-9)
    expected = components.transform(images) / spread * np.sign(np.diag(agreement))
    shown = DIGITS.project((images - images.mean(0)) / spread)
    np.testing.assert_allclose(shown, expected, atol=1e-9)


def test_the_note_has_the_share_of_the_variance(components):
    share = 100 * components.explained_variance_ratio_.sum()
    assert re.findall(r"(\d+)\u202f%", DIGITS.plane_note) == [f"{share:.0f}"]
    assert "1,797" in DIGITS.plane_note


def test_the_uncentred_form_has_one_mean_for_all_pixels(pixels):
    images, _ = pixels
    x, y = samples(dataset="digits", noise=0.0, samples=1500)
    uncentred, same = samples(dataset="digits_uncentred", noise=0.0, samples=1500)
    assert same.tolist() == y.tolist()
    spread = np.sqrt(((images - images.mean(0)) ** 2).mean())
    expected = (x * spread + images.mean(0) - images.mean()) / images.std()
    np.testing.assert_allclose(uncentred, expected, atol=1e-9)


def test_both_forms_stand_in_the_same_picture():
    points = np.array([[1.0, -2.0], [0.0, 6.0]])
    np.testing.assert_allclose(UNCENTRED.project(UNCENTRED.embed(points)), points, atol=1e-9)
    shown = [samples(dataset=data.key, noise=0.0, samples=50)[0] for data in (DIGITS, UNCENTRED)]
    np.testing.assert_allclose(DIGITS.project(shown[0]), UNCENTRED.project(shown[1]), atol=1e-9)
