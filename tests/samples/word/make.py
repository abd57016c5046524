"""The Word document of the handbook's first page: an Arabic essay as a collective writes it, by python-docx, with notes, a comment and a tracked change put in."""
import sys, zipfile, re, io
from docx import Document
from docx.shared import Pt, Cm
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml import OxmlElement
from PIL import Image, ImageDraw

def picture():
    im = Image.new("RGB", (720, 400), "#f4efe4"); d = ImageDraw.Draw(im)
    d.rectangle((0, 270, 720, 400), fill="#8a6d45")
    for i in range(6):
        x = 70 + i * 115
        d.line((x, 290, x, 200), fill="#3d6b35", width=8)
        for k in (-1, 1):
            d.ellipse((x + k * 34 - 30, 190 - 16, x + k * 34 + 30, 190 + 30), fill="#5d9a4f")
        d.ellipse((x - 22, 150, x + 22, 194), fill="#c0392b" if i % 2 else "#e2a72e")
    d.ellipse((590, 25, 670, 105), fill="#e2a72e")
    out = io.BytesIO(); im.save(out, "PNG"); out.seek(0); return out

doc = Document()
doc.core_properties.title = "حديقة الحيّ"
doc.core_properties.author = "لجنة الحديقة"
doc.core_properties.language = "ar"
for name in ("Normal", "Heading 1", "Heading 2", "Title", "List Number", "List Bullet", "Quote"):
    style = doc.styles[name]
    pr = style.element.get_or_add_pPr(); bidi = OxmlElement("w:bidi"); pr.append(bidi)
    rpr = style.element.get_or_add_rPr(); lang = OxmlElement("w:lang"); lang.set(qn("w:bidi"), "ar-SY"); rpr.append(lang)

def para(text, style=None):
    p = doc.add_paragraph(style=style)
    for part in re.split(r"(\*\*.*?\*\*|\[\^\d\]|\{\{.*?\}\}|\{\+.*?\+\})", text):
        if part.startswith("**"):
            r = p.add_run(part[2:-2]); r.bold = True
        elif part.startswith("[^"):
            r = p.add_run(); r.font.superscript = True
            ref = OxmlElement("w:footnoteReference"); ref.set(qn("w:id"), part[2:-1]); r._r.append(ref); continue
        elif part.startswith("{+"):
            ins = OxmlElement("w:ins"); ins.set(qn("w:id"), "90"); ins.set(qn("w:author"), "سلمى"); ins.set(qn("w:date"), "2026-11-01T10:00:00Z")
            r = p.add_run(part[2:-2]); p._p.remove(r._r); ins.append(r._r); p._p.append(ins)
        elif part.startswith("{{"):
            r = p.add_run(part[2:-2])
            a = OxmlElement("w:commentRangeStart"); a.set(qn("w:id"), "0"); r._r.addprevious(a)
            b = OxmlElement("w:commentRangeEnd"); b.set(qn("w:id"), "0"); r._r.addnext(b)
            c = OxmlElement("w:r"); cr = OxmlElement("w:commentReference"); cr.set(qn("w:id"), "0"); c.append(cr); b.addnext(c)
        else:
            r = p.add_run(part)
        rtl = OxmlElement("w:rtl"); r._r.get_or_add_rPr().append(rtl)
    return p

doc.add_heading("حديقة الحيّ", 0)
doc.add_heading("كيف بدأت", 1)
para("كانت الأرض خلف المدرسة مكبّاً للأنقاض منذ سنوات. في آذار ٢٠٢٤ اجتمع أحد عشر بيتاً من الحيّ واتّفقوا على تنظيفها[^2]، **ولم يكن معهم مال ولا إذن**. حملوا الحجارة على عربة يد واحدة، وعملوا أربعة أيّام جمعة متتالية.")
para("لم يكن في الحيّ من يعرف الزراعة سوى أمّ خليل، وقد جاءت من قرية في الغوطة. قالت في أوّل يوم جملة صارت شعاراً بيننا:")
para("الأرض لا تسألك من أين جئت، تسألك متى سقيتني.", "Quote")
para("{{ثم جاءت البلديّة}} بعد شهرين، ورأت الخضرة فسكتت. وفي حزيران صار للحديقة باب وقفل، {+ومفتاحه عند الجميع+}.")
doc.add_heading("ما نزرع ومتى", 1)
para("جرّبنا أشياء كثيرة، ونجح بعضها. هذا ما نوصي به من يبدأ في مثل أرضنا، وهي كلسيّة وماؤها قليل[^3]:")
t = doc.add_table(rows=1, cols=3); t.style = "Table Grid"
tp = t._tbl.tblPr; b = OxmlElement("w:bidiVisual"); tp.append(b)
for c, x in zip(t.rows[0].cells, ("النبات", "يُزرع في", "يُقطف في")): c.text = x; c.paragraphs[0].runs[0].bold = True
for row in (("الفول", "تشرين الثاني", "نيسان"), ("البندورة", "آذار", "حزيران إلى أيلول"), ("السبانخ", "أيلول", "بعد ٤٥ يوماً"), ("النعنع", "أيّ وقت", "طول السنة")):
    for c, x in zip(t.add_row().cells, row): c.text = x
doc.add_heading("السقاية", 2)
para("الماء أغلى ما في الحديقة، فنسقي بالتنقيط من أوعية مثقوبة (drip irrigation)، ونغطّي التربة بالقشّ.")
for s in ("اثقب غطاء القنينة ثقباً واحداً بمسمار رفيع.", "املأها واقلبها عند جذر النبتة.", "أعد ملأها كلّ ثلاثة أيّام، وكلّ يومين في تمّوز."): para(s, "List Number")
p = doc.add_paragraph(); p.add_run().add_picture(picture(), width=Cm(11)); doc.inline_shapes[0]._inline.docPr.set("descr", "صفّ من النباتات المزهرة تحت الشمس")
doc.add_heading("ما تعلّمناه", 1)
for s in ("القرار في اجتماع قصير كلّ جمعة، لا في مجموعة الهاتف.", "من يسقي يقطف، ومن لا يستطيع السقاية يُعطى.", "دفتر واحد للمصروف يراه كلّ من شاء."): para(s, "List Bullet")
para("كلّفتنا السنة الأولى ٣٤٠ دولاراً، جُمعت من ٢٦ بيتاً. ومن أراد البذور فليكتب إلى garden@example.org، وعنواننا على الشبكة https://example.org/garden.")
doc.add_heading("خاتمة", 1)
para("لا نقول إنّ الحديقة غيّرت الحيّ. نقول إنّها **مكان نلتقي فيه** من غير موعد، وهذا كثير.")
path = sys.argv[1]; doc.save(path)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
def note(n, text): return f'<w:footnote w:id="{n}"><w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
notes = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {W}>' + note(2, "انظر محضر الاجتماع الأوّل، ٨ آذار ٢٠٢٤.") + note(3, "معدّل المطر عندنا نحو ٢٠٠ ملم في السنة.") + "</w:footnotes>"
comments = f'<?xml version="1.0" encoding="UTF-8"?><w:comments {W}><w:comment w:id="0" w:author="سلمى"><w:p><w:r><w:t>هل نذكر التاريخ؟</w:t></w:r></w:p></w:comment></w:comments>'
with zipfile.ZipFile(path) as z: parts = [(i.filename, z.read(i)) for i in z.infolist()]
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
    for name, data in parts:
        if name == "word/_rels/document.xml.rels":
            R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            data = data.replace(b"</Relationships>", f'<Relationship Id="rIdN" Type="{R}/footnotes" Target="footnotes.xml"/><Relationship Id="rIdC" Type="{R}/comments" Target="comments.xml"/></Relationships>'.encode())
        if name == "[Content_Types].xml":
            B = "application/vnd.openxmlformats-officedocument.wordprocessingml"
            data = data.replace(b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{B}.footnotes+xml"/><Override PartName="/word/comments.xml" ContentType="{B}.comments+xml"/></Types>'.encode())
        if name in ("docProps/thumbnail.jpeg",): pass
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)); info.compress_type = zipfile.ZIP_DEFLATED
        z.writestr(info, data)
    for name, text in (("word/footnotes.xml", notes), ("word/comments.xml", comments)):
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)); info.compress_type = zipfile.ZIP_DEFLATED
        z.writestr(info, text)
