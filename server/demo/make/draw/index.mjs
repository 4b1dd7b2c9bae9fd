import * as book from './book.mjs';
import { filmFrame } from './film.mjs';
import * as letter from './letter.mjs';
import { map } from './map.mjs';
import { painting } from './painting.mjs';
import * as photo from './photo.mjs';
import { rubbing } from './rubbing.mjs';
import { vesselModel, vesselPoster } from './vessel.mjs';

const pictures = {
  'book.half': book.half,
  'book.cover': book.cover,
  'book.blank': book.blank,
  'book.title': book.titleLeaf,
  rubbing,
  map,
  painting,
  letter: letter.letter,
  envelope: letter.envelope,
  photo: photo.photo,
  'photo.back': photo.back,
  'vessel.poster': vesselPoster,
};

const asBase64 = async (canvas) => {
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  const reader = new FileReader();
  return new Promise((done) => {
    reader.onload = () => done(reader.result.split(',')[1]);
    reader.readAsDataURL(blob);
  });
};

window.drawPicture = async (name, spec) => {
  const { canvas, lines = [], seals = [], ...rest } = await pictures[name](spec);
  return { png: await asBase64(canvas), width: canvas.width, height: canvas.height, lines, seals, ...rest };
};
window.callStudio = (name, spec) => ({ 'vessel.model': vesselModel, 'film.frame': filmFrame })[name](spec);
window.ready = true;
