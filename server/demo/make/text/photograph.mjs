export const LAKE = { name: '西湖', modern: '浙江省杭州市西湖区', lat: 30.2465, lon: 120.1452 };
export const QIANTANG = { name: '錢塘江', modern: '浙江省杭州市', lat: 30.2, lon: 120.14 };
export const HANGZHOU = { name: '杭州', modern: '浙江省杭州市', lat: 30.25, lon: 120.17 };
export const JIAXING = { name: '嘉興南湖', modern: '浙江省嘉兴市南湖区', lat: 30.755, lon: 120.765 };
export const SHAOXING = { name: '紹興', modern: '浙江省绍兴市', lat: 30.0, lon: 120.58 };
export const NINGBO = { name: '鄞縣', modern: '浙江省宁波市', lat: 29.87, lon: 121.55 };
export const HUZHOU = { name: '吳興', modern: '浙江省湖州市', lat: 30.87, lon: 120.09 };

export const p = (no, title, titleEn, taken, at, items, abstract, o = {}) => {
  const { en, ...rest } = o;
  return {
    id: `LT-JY-${String(no).padStart(4, '0')}`,
    title,
    titleEn,
    taken,
    at,
    items,
    abstract,
    ...(en ? { abstractEn: en } : {}),
    days: ((no * 41) % 340) + 4,
    negative: no % 4 === 0 ? `負 ${300 + no * 7}` : undefined,
    ...rest,
  };
};
