// The words of the window, in its two languages.
export const WORDS = {
  en: {
    views: "Views", pages: "Pages", sheets: "Sheets", epub: "EPUB", cover: "Cover", findings: "Findings",
    contents: "Contents", search: "Search", page: "Page", of: "of {n}", smaller: "Smaller", larger: "Larger", fit: "Fit",
    follow: "Follow edits", dark: "Dark", language: "العربية", languageName: "Arabic",
    making: "The book is being made …", failed: "The book cannot be made as it is now: these are the last good pages.",
    lost: "The program does not answer: it has ended, or this machine slept. Start it again and open its new address.",
    click: "Click a word to see where it stands in the manuscript.", copied: "copied", nowhere: "Nothing of the manuscript stands here.",
    none: "Nothing was found.", matches: "{n} places", nothing: "There is nothing to say.", more: "and {n} more",
    error: "Errors", warning: "Warnings", note: "Notes", why: "Why", what: "What to do", mend: "Fix", safe: "`kurras check --fix` does it", unsafe: "`kurras check --unsafe-fixes` does it: look at each",
    deleted: "nothing", front: "Sheet {n}, front", back: "Sheet {n}, back", blank: "blank", noSheets: "There are no sheets", phone: "Phone", tablet: "Tablet", next: "Next", previous: "Previous",
    sheetsOf: "{n} sheets, {paper}, {scheme}", noCover: "There is no cover.", noEpub: "There is no EPUB.", order: "page {n}; before it {p}, after it {q}", pageOf: "Page {n}",
    searchFor: "Words to look for",
  },
  ar: {
    views: "العروض", pages: "الصفحات", sheets: "الأوراق", epub: "EPUB", cover: "الغلاف", findings: "التنبيهات",
    contents: "المحتويات", search: "بحث", page: "صفحة", of: "من {n}", smaller: "أصغر", larger: "أكبر", fit: "ملاءمة",
    follow: "تتبّع التحرير", dark: "داكن", language: "English", languageName: "الإنجليزيّة",
    making: "يُصنع الكتاب …", failed: "لا يُصنع الكتاب كما هو الآن: هذه آخر صفحات صالحة.",
    lost: "البرنامج لا يجيب: إمّا انتهى وإمّا نام الجهاز. شغّله من جديد وافتح عنوانه الجديد.",
    click: "انقر كلمة لترى موضعها في المخطوطة.", copied: "نُسخ", nowhere: "لا شيء من المخطوطة هنا.",
    none: "لم يوجد شيء.", matches: "{n} من المواضع", nothing: "لا تنبيهات.", more: "و{n} غيرها",
    error: "أخطاء", warning: "تحذيرات", note: "ملاحظات", why: "السبب", what: "ما يُفعل", mend: "الإصلاح", safe: "يفعله ‏`kurras check --fix`", unsafe: "يفعله ‏`kurras check --unsafe-fixes`: انظر في كلّ واحد",
    deleted: "لا شيء", front: "الورقة {n}، الوجه", back: "الورقة {n}، الظهر", blank: "بيضاء", noSheets: "لا أوراق", phone: "هاتف", tablet: "لوح", next: "التالية", previous: "السابقة",
    sheetsOf: "{n} من الأوراق، {paper}، {scheme}", noCover: "لا غلاف.", noEpub: "لا EPUB.", order: "الصفحة {n}؛ قبلها {p} وبعدها {q}", pageOf: "الصفحة {n}",
    searchFor: "كلمات البحث",
  },
};
