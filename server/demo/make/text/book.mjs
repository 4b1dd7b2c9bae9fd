export const HANGZHOU = { name: '杭州府', modern: '浙江省杭州市', lat: 30.25, lon: 120.17 };
export const SHAOXING = { name: '紹興府', modern: '浙江省绍兴市', lat: 30.0, lon: 120.58 };
export const HUZHOU = { name: '湖州府', modern: '浙江省湖州市', lat: 30.87, lon: 120.09 };
export const SUZHOU = { name: '蘇州府', modern: '江苏省苏州市', lat: 31.3, lon: 120.62 };
export const NINGBO = { name: '寧波府', modern: '浙江省宁波市', lat: 29.87, lon: 121.55 };
export const RED = [172, 46, 38];
export const head = (text, other) => [
  { text, x: 830, y: 1190, size: 116 },
  ...(other ? [{ text: other, x: 716, y: 1330, size: 84, white: false }] : []),
];
export const OWNERS = {
  之江書藏: { owner: '之江大学图书馆' },
  湖樓讀過: { owner: '沈氏湖楼' },
  硯農珍賞: { owner: '沈硯農' },
  曲水山房: { owner: '兰亭王氏曲水山房' },
  月輪藏本: { owner: '月轮书塾' },
};
export const agents = (...list) => list;
