//! Where sentences end, as a table of cases.

use super::*;
use proptest::prelude::*;

/// Language and text; ` ¦ ` stands where a sentence ends (`¦` without spaces where the text has none).
const CASES: &[(&str, &str)] = &[
    ("cs", "Prezident J. Novák přijel 18. února do Brna. ¦ Uvedl to mluvčí ČTK např. ve středu."),
    ("cs", "„Přijedu zítra,“ řekl prof. Jan Dvořák. ¦ „To je vše.“ ¦ Pak odešel."),
    ("cs", "Moskva – Jednání skončilo. ¦ 15 lidí bylo zraněno (viz č. 5). ¦ Podle § 12 odst. 3 písm. a) to nejde."),
    ("cs", "Skončil na 3. místě za 1. FC Slovácko. ¦ Bylo to v roce 2020. ¦ Teď má 5 mil. korun, s. r. o. Alfa nic."),
    ("cs", "„Kam jdeš?“ zeptal se. ¦ „Nikam!“ ¦ Vítr… pak ticho… ¦ Konec."),
    ("sk", "Stretnutie sa konalo 5. mája 2021 v Košiciach. ¦ Ing. Peter Kováč prišiel neskoro."),
    ("sk", "Podľa čl. 5 ods. 2 to neplatí. ¦ Hovorca to potvrdil."),
    ("sk", "Ulica sv. Martina je dlhá. ¦ „Prečo?“ spýtal sa. ¦ Napr. preto."),
    ("pl", "Prof. Jan Kowalski przyjechał 3 maja br. do Łodzi. ¦ Mieszka przy ul. Długiej 5."),
    ("pl", "Zginęło ok. 20 osób, m.in. dzieci. ¦ Tak podał „Dziennik”. ¦ Koniec."),
    ("pl", "Urodził się w 1950 r. ¦ Potem wyjechał. ¦ Zob. art. 5 ust. 2 tzw. ustawy."),
    ("ru", "Президент В. В. Путин прибыл в г. Казань. ¦ Об этом сообщил А. С. Петров."),
    ("ru", "Это было в 2020 г. ¦ Потом всё изменилось, т. е. стало лучше."),
    ("ru", "«Куда?» — спросил он. ¦ «Домой». ¦ Дом стоит на ул. Ленина, д. 5."),
    ("ru", "В городе живёт 5 тыс. человек. ¦ 15 из них уехали."),
    ("uk", "Зустріч відбулася на вул. Шевченка у м. Львів. ¦ Про це повідомив О. Коваль."),
    ("uk", "Це було у 2019 р. ¦ Потім усе змінилося."),
    ("uk", "«Так!» — сказав він. ¦ Див. ст. 5 закону."),
    ("be", "Сустрэча адбылася на вул. Коласа. ¦ Пра гэта паведаміў А. Мельнік."),
    ("be", "Гэта было ў 2019 г. ¦ Потым усё змянілася."),
    ("be", "«Так!» — сказаў ён. ¦ Канец."),
    ("bg", "Проф. Иван Петров пристигна на ул. „Раковски“. ¦ Това съобщи БТА."),
    ("bg", "Това стана през 2020 г. ¦ После дойде г-н Иванов."),
    ("bg", "„Защо?“, попита той. ¦ Виж чл. 5 от закона."),
    ("sr", "Састанак је одржан 5. маја 2020. године. ¦ Др Петровић је дошао."),
    ("sr", "„Зашто?“, питао је. ¦ Становао је у ул. Кнеза Милоша бр. 5."),
    ("sr", "Predsednik je stigao 3. maja. ¦ Rekao je to npr. juče."),
    ("hr", "U travnju 2018. SAD su objavile odluku. ¦ To je rekao dr. Horvat."),
    ("hr", "Dogodilo se to 27. rujna 2019. ¦ Nakon toga je otišao."),
    ("hr", "„Zašto?” pitao je. ¦ Tvrtka Alfa d.o.o. nije odgovorila."),
    ("sl", "Srečanje je bilo 5. maja v Ljubljani. ¦ Povedal je dr. Novak."),
    ("sl", "Prišlo je npr. 20 ljudi. ¦ »Zakaj?« je vprašal. ¦ Konec."),
    ("sl", "Stanuje v ul. Ivana Cankarja št. 5. ¦ Tam je lepo."),
    ("de", "Am 3. Oktober traf Dr. Müller in St. Gallen ein. ¦ Er kam z. B. aus Bonn."),
    ("de", "Die Firma zahlte ca. 5 Mio. Euro an Nr. 7. ¦ Das reicht bzw. Peter ist zufrieden."),
    ("de", "„Warum?“, fragte er. ¦ „Darum.“ ¦ Im 19. Jahrhundert war das anders. ¦ Er wurde im Jahr 1950 geboren."),
    ("de", "Bayern liegt auf Platz 3. ¦ Danach folgt u. a. Köln (s. Abb. 4)."),
    ("en", "Mr. J. K. Smith met Gen. Brown at 5 p.m. on Monday. ¦ He left the U.S. ¦ The U.S. Senate voted."),
    ("en", "\"Why?\" she asked. ¦ \"Because.\" ¦ Apple Inc. said no. ¦ See No. 5 and fig. 3."),
    ("en", "He was born in 1950. ¦ 15 people came. ¦ (It rained.) ¦ Yahoo! Japan paid 3.5 million."),
    ("en", "It ended... ¦ Then it began again... and again. ¦ The plan (see p. 4. and p. 5) failed."),
    ("en", "He said “no.” ¦ Then “yes.”¦Next came vitamin C. ¦ The rest slept.¦The end."),
    ("fr", "« Bonjour. » ¦ Il est parti avec M. Dupont. ¦ Mme Martin, cf. art. 5, a dit non."),
    ("fr", "« Pourquoi ? » demande-t-il. ¦ Le Pr. Durand répond. ¦ J.-P. Martin se tait."),
    ("fr", "Il est né av. J.-C. selon eux. ¦ « Oui ! » ¦ C’est tout."),
    ("es", "El Sr. García llegó a EE. UU. el lunes. ¦ ¿Por qué? ¦ ¡No se sabe!"),
    ("es", "La Dra. Ruiz vive en la Av. Bolívar núm. 5. ¦ —¿Viene? —preguntó. ¦ Sí."),
    ("es", "Dijo «no». ¦ Luego se fue con Ma. Elena, pág. 3."),
    ("it", "Il dott. Rossi è arrivato a S. Giovanni. ¦ «Perché?» ha chiesto. ¦ Non si sa."),
    ("it", "La Fiat S.p.A. ha chiuso. ¦ Vedi art. 5 e pag. 3. ¦ Fine."),
    ("it", "Nel 2020 c’erano 300 persone. ¦ 15 sono partite, cfr. sopra."),
    ("pt", "O Sr. Silva mora na Av. Paulista n. 5. ¦ A Dra. Costa saiu."),
    ("pt", "“Por quê?”, perguntou. ¦ Foi no séc. XIX. ¦ Depois acabou."),
    ("pt", "A Alfa Ltda. fechou. ¦ 15 pessoas saíram."),
    ("ro", "Dl. Popescu a sosit pe str. Unirii nr. 5. ¦ „De ce?” a întrebat. ¦ Nu se știe."),
    ("ro", "Prof. dr. Ionescu a plecat. ¦ A fost în 2020. ¦ Apoi nimic."),
    ("ro", "Conform art. 5 alin. 2, nu. ¦ Gata."),
    ("nl", "Dhr. Jansen sprak met prof. dr. De Vries. ¦ ‘Waarom?’ vroeg hij. ¦ Zie nr. 5."),
    ("nl", "Er waren ca. 20 mensen, o.a. kinderen. ¦ Daarna ging J. de Boer weg."),
    ("nl", "Dat was in 2020. ¦ 15 mensen kwamen bijv. niet."),
    ("sv", "Prof. Eva Berg kom kl. 15 till S:t Olof. ¦ ”Varför?” frågade hon. ¦ Ingen vet."),
    ("sv", "Det var t.ex. 20 personer. ¦ Sedan gick C. Lund hem."),
    ("sv", "Se s. 5 och kap. 3. ¦ Det hände 2020. ¦ 15 kom."),
    ("da", "Den 3. maj kom dr. Hansen. ¦ Han sagde bl.a. nej. ¦ »Hvorfor?« spurgte hun."),
    ("da", "Se nr. 5. ¦ Det kostede ca. 20 kr. ¦ Så gik de."),
    ("da", "H. C. Andersen blev født i 1805. ¦ Han døde i 1875."),
    ("nb", "Den 3. mai kom dr. Hansen. ¦ Han sa f.eks. nei. ¦ «Hvorfor?» spurte hun."),
    ("nb", "Se s. 5. ¦ Det var 15. juni. ¦ Så gikk de."),
    ("nb", "J. Berg kom kl. 15. ¦ Etterpå gikk han."),
    ("fi", "Tapaus sattui 18. helmikuuta klo 15. ¦ Asiasta kertoi prof. Virtanen."),
    ("fi", "”Miksi?” hän kysyi. ¦ Paikalla oli esim. lapsia ja n. 20 aikuista. ¦ Siinä kaikki."),
    ("fi", "Kustaa II Aadolf kuoli. ¦ Ks. s. 5."),
    ("et", "See oli 5. mail. ¦ Dr. Tamm tuli kell 15. ¦ Siis nt. lapsed."),
    ("et", "„Miks?” küsis ta. ¦ Vt lk. 5. ¦ Lõpp."),
    ("et", "J. Tamm sündis 1950. aastal. ¦ Ta elab Tallinnas."),
    ("lv", "Tas notika 5. maijā. ¦ Prof. Bērziņš teica, piem. jā."),
    ("lv", "“Kāpēc?” viņa jautāja. ¦ Viņš dzīvo Brīvības ielā nr. 5. ¦ Tas ir viss."),
    ("lv", "J. Kalniņš dzimis 1950. gadā. ¦ Viņš dzīvo Rīgā."),
    ("lt", "Tai įvyko gegužės 5 d. Vilniuje. ¦ „Kodėl?“ paklausė ji. ¦ Prof. Petraitis tylėjo."),
    ("lt", "Jis gyvena Gedimino pr. 5. ¦ A. Kazlauskas išvyko."),
    ("lt", "Buvo, pvz., 20 žmonių. ¦ Viskas."),
    ("hu", "A találkozó 2020. május 5. napján volt. ¦ Dr. Kovács Pál elment."),
    ("hu", "XVI. Benedek pápa és II. Erzsébet találkozott. ¦ „Miért?” – kérdezte."),
    ("hu", "Az 5. sz. melléklet, ill. a 12. §. ¦ Az Alfa Kft. bezárt."),
    ("el", "Ο κ. Παπαδόπουλος έφτασε στις 5 μ.μ. στην Αθήνα. ¦ Γιατί; ¦ Κανείς δεν ξέρει."),
    ("el", "Ο Γ. Παππάς είπε «ναι». ¦ Βλ. σελ. 5. ¦ Τέλος."),
    ("el", "«Πότε;» ρώτησε. ¦ Το 44 π.Χ. έγινε αυτό."),
    ("tr", "Prof. Dr. Ali Yılmaz 3. Ordu'ya geldi. ¦ 21. yüzyılda bu olmaz."),
    ("tr", "\"Neden?\" diye sordu. ¦ İstanbul'da M. Kemal Cad. No. 5."),
    ("tr", "Alfa A.Ş. kapandı. ¦ İnsanlar gitti. ¦ II. Dünya Savaşı bitti."),
    ("az", "Prof. Əliyev gəldi. ¦ «Niyə?» deyə soruşdu. ¦ Bitdi."),
    ("vi", "TP. Hồ Chí Minh có mưa. ¦ Ông nói: “Không.” ¦ TS. Nguyễn Văn A đến."),
    ("vi", "Tại sao? ¦ Không ai biết! ¦ Hết."),
    ("vi", "Giá là 3.500 đồng. ¦ Ông Trump đến."),
    ("id", "Prof. Budi tinggal di Jl. Merdeka No. 5. ¦ “Mengapa?” tanyanya. ¦ Selesai."),
    ("id", "Ia lahir pada 1950. ¦ H. Ahmad pergi. ¦ PT Alfa Tbk. tutup."),
    ("id", "Harganya Rp 3.500. ¦ Mahal!"),
    ("zh", "王毅访问北京。¦他说：“很好。”¦“谢谢！”¦会议结束了吗？¦没有。"),
    ("zh", "价格为3.5元（约合0.5美元。）¦第5名是U.S. Steel公司。¦完。"),
    ("zh", "他问：“为什么？”¦没有人知道……真的不知道。¦结束"),
    ("ja", "「行きます。」と述べた。¦会議は終わった。¦本当か？¦はい！"),
    ("ja", "首相は「難しい！」と話した。¦（了）"),
    ("ja", "「終わり。」¦「はい。」¦価格は3.5円だ。"),
    ("ko", "대통령이 도착했다. ¦ “왜?”라고 물었다. ¦ 가격은 3.5달러다."),
    ("ko", "이것은 책입니다. ¦ 15명이 왔다. ¦ 끝!"),
    ("ko", "그는 “좋다.” ¦ 그리고 갔다."),
    ("ar", "وصل د. محمد إلى القاهرة. ¦ لماذا؟ ¦ لا أحد يعرف."),
    ("ar", "قال: «نعم». ¦ ثم ذهب أ. علي! ¦ انتهى."),
    ("ar", "بلغ السعر 3.5 دولار. ¦ 15 شخصا حضروا."),
    ("fa", "او به تهران رفت. ¦ چرا؟ ¦ هیچ‌کس نمی‌داند."),
    ("fa", "«بله.» ¦ سپس رفت. ¦ پایان!"),
    ("fa", "قیمت ۳.۵ دلار است. ¦ تمام شد."),
    ("ur", "وہ لاہور گئے۔ ¦ کیوں؟ ¦ کوئی نہیں جانتا۔"),
    ("he", "ד\"ר כהן הגיע לחיפה. ¦ למה? ¦ איש אינו יודע."),
    ("he", "\"כן.\" ¦ אחר כך הלך פרופ' לוי! ¦ סוף."),
    ("he", "המחיר הוא 3.5 שקל. ¦ 15 איש באו."),
    ("hi", "डॉ. शर्मा दिल्ली पहुँचे। ¦ क्यों? ¦ कोई नहीं जानता।"),
    ("hi", "“हाँ।” ¦ फिर वे गए। ¦ कीमत 3.5 रुपये है।"),
    ("hi", "श्री एस. के. वर्मा आए। ¦ बस!"),
    ("th", "ดร. สมชาย เดินทางถึงกรุงเทพเมื่อ พ.ศ. 2567 เวลา 15.00 น. ที่สนามบิน"),
    ("th", "ทำไม? ¦ ไม่มีใครรู้!"),
    ("th", "ราคา 3.5 บาท พล.ต.อ. สมศักดิ์ กล่าว"),
    ("th", "นายกรัฐมนตรีแถลงข่าวที่ทำเนียบรัฐบาล เมื่อวันที่ 5 ม.ค. 2567 ¦ ทั้งนี้ ฝ่ายค้านยังไม่ได้แสดงความเห็นต่อเรื่องดังกล่าว"),
    ("th", "ตำรวจจับกุมผู้ต้องหาได้ 3 คน และยึดอาวุธได้อีกด้วย ¦ ผู้ต้องหาทั้งหมดให้การปฏิเสธในชั้นสอบสวน"),
    ("th", "โฆษกกล่าวกับผู้สื่อข่าวที่กรุงเทพฯ ว่า ขณะที่การเจรจายังดำเนินอยู่ ทั้งสองฝ่ายจะหยุดยิง"),
    ("th", "เขาบอกว่า “การประชุมครั้งนี้ประสบความสำเร็จด้วยดี นอกจากนี้ยังมีข้อตกลงใหม่หลายฉบับ”"),
    ("th", "อย่างไรก็ตาม ล่าสุด ยังไม่มีรายงานผู้บาดเจ็บ"),
    ("ka", "პრეზიდენტი თბილისში ჩავიდა. ¦ რატომ? ¦ არავინ იცის."),
    ("hy", "Նախագահը ժամանեց Երևան։ ¦ Նա գնաց։"),
    ("is", "Hann kom 5. maí. ¦ Dr. Jón fór t.d. heim. ¦ Af hverju?"),
    ("kk", "Ол Астана қ. келді. ¦ Неге? ¦ Ешкім білмейді."),
    ("sq", "Z. Hoxha erdhi në orën 5. ¦ “Pse?” pyeti ajo. ¦ Fund."),
];

fn cut(text: &str, lang: &str, segmenters: &Segmenters) -> String {
    let spans = sentences(text, Lang::parse(lang).unwrap(), segmenters);
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("¦")
}

#[test]
fn sentences_end_where_readers_of_the_language_end_them() {
    let segmenters = Segmenters::default();
    let mut wrong = Vec::new();
    for (lang, case) in CASES {
        let text = case.replace(" ¦ ", " ").replace('¦', "");
        let (expected, found) = (case.replace(" ¦ ", "¦"), cut(&text, lang, &segmenters));
        if expected != found {
            wrong.push(format!("{lang}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn three_cases_stand_for_each_of_the_languages_promised() {
    for lang in "zh ja ar ru cs de en fr uk pl sk es it pt nl sv hu el ko he hi th tr vi bg fi da nb hr sl sr be ro et lv lt id"
        .split(' ')
    {
        assert!(CASES.iter().filter(|(code, _)| *code == lang).count() >= 3, "{lang}");
    }
}

/// Each took minutes when the text around a stop was read without bound.
#[test]
fn many_marks_take_linear_time() {
    let segmenters = Segmenters::default();
    let began = std::time::Instant::now();
    for (head, unit) in [("", "(a. "), ("", ". "), ("a", ".-"), ("a", " ."), ("", "a.)"), ("… ", "a. b, "), ("", "5. ")] {
        let text = format!("{head}{}", unit.repeat(100_000));
        let spans = sentences(&text, Lang::parse("cs").unwrap(), &segmenters);
        assert!(spans.len() <= 100_001, "{unit}");
    }
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
}

#[test]
fn marks_alone_are_no_sentence() {
    let segmenters = Segmenters::default();
    assert_eq!(cut("... And so on. ***", "en", &segmenters), "... And so on. ***");
    assert_eq!(cut("He came (!) and went [...] home. !", "en", &segmenters), "He came (!) and went [...] home. !");
    assert_eq!(cut(" ? ", "en", &segmenters), "?");
    assert_eq!(cut("  ", "en", &segmenters), "");
}

#[test]
fn domains_files_and_brands_are_not_cut_at_their_dot() {
    let segmenters = Segmenters::default();
    for text in ["See idnes.cz and Node.Js or a.b/C.The path.", "Firma Kontur.Focus roste.", "Verze 2.0.1 je venku."] {
        assert_eq!(cut(text, "cs", &segmenters), text);
    }
}

proptest! {
    #[test]
    fn sentences_and_the_white_space_between_give_the_text_back(
        text in "(\\PC|[a-zA-Z0-9]|[ .,!?…“”„\"'()«»]|[。！？」「一-三।؟]){0,60}",
        lang in prop::sample::select(vec!["cs", "de", "en", "fr", "zh", "ja", "ar", "hi", "th", "el", "sv"]),
    ) {
        let spans = sentences(&text, Lang::parse(lang).unwrap(), &Segmenters::default());
        let mut end = 0;
        for span in spans {
            prop_assert!(!span.is_empty() && span.start() >= end);
            prop_assert_eq!(span.trim(&text), span);
            prop_assert!(text.get(end..span.start()).is_some_and(|between| between.trim().is_empty()));
            end = span.end();
        }
        prop_assert!(text.get(end..).is_some_and(|rest| rest.trim().is_empty()));
    }
}
