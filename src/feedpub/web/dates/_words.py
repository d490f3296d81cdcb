"""List the words of dates: months and days of the week in many languages, and words between.

The names are those of the Unicode CLDR (release 48) for Catalan, Czech, Danish, Dutch, English,
Finnish, French, German, Greek, Hungarian, Indonesian, Italian, Norwegian, Polish, Portuguese,
Romanian, Russian, Slovak, Slovenian, Spanish, Swedish, Turkish and Ukrainian: full and short, as
they stand alone and in a date, without accents. Croatian is left out, for its `listopad` is October
but November in Polish and Czech. Chinese, Japanese and Korean number their months.
"""

from collections.abc import Iterable, Mapping
from typing import Final


def _by_word(lists: Iterable[str], first: int) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, words in enumerate(lists, first):
        for word in words.split():
            found[word] = found.get(word, frozenset()) | {number}
    return found


MONTHS: Final = _by_word(
    (
        (
            "ene enero gen gener gennaio ian ianuarie jan janeiro januar januara januari january"
            " janv janvier led leden ledna oca ocak sty styczen stycznia tammi tammikuu tammikuuta"
            " ιαν ιανουαριοσ ιανουαριου січ січень січня янв январь января"
        ),
        (
            "feb febbraio febr febrer febrero februar februara februari februarie february fev"
            " fevereiro fevr fevrier helmi helmikuu helmikuuta lut lutego luty sub subat uno unor"
            " unora φεβ φεβρουαριοσ φεβρουαριου лют лютии лютого февр февраль февраля"
        ),
        (
            "bre brezen brezna maalis maaliskuu maaliskuuta maart mar marc marca march marcius"
            " marco marec maret mars mart martie marts marz marzec marzo mrt μαρ μαρτιοσ μαρτιου"
            " бер березень березня мар март марта"
        ),
        (
            "abr abril apr april aprila aprile aprilie aprilis avr avril dub duben dubna huhti"
            " huhtikuu huhtikuuta kwi kwiecien kwietnia nis nisan απρ απριλιοσ απριλιου апр апрель"
            " апреля квіт квітень квітня"
        ),
        (
            "kve kveten kvetna mag maggio mai maig maio maj maja majus may mayis mayo mei touko"
            " toukokuu toukokuuta μαι μαιοσ μαιου маи мая трав травень травня"
        ),
        (
            "cerven cervna cvn cze czerwca czerwiec giu giugno haz haziran iun iunie juin jun juna"
            " june junho juni junij junio junius juny kesa kesakuu kesakuuta ιουν ιουνιοσ ιουνιου"
            " июн июнь июня черв червень червня"
        ),
        (
            "cervence cervenec cvc heina heinakuu heinakuuta iul iulie juil juillet jul jula julho"
            " juli julij julio juliol julius july lip lipca lipiec lug luglio tem temmuz ιουλ"
            " ιουλιοσ ιουλιου июл июль июля лип липень липня"
        ),
        (
            "ago agost agosto agu agustos agustus aout aug august augusta augusti augustus"
            " augusztus avg avgust elo elokuu elokuuta sie sierpien sierpnia srp srpen srpna αυγ"
            " αυγουστοσ αυγουστου авг август августа серп серпень серпня"
        ),
        (
            "eyl eylul sep sept september septembra septembre septembrie septiembre set setembre"
            " setembro settembre syys syyskuu syyskuuta szept szeptember wrz wrzesien wrzesnia zar"
            " zari σεπ σεπτεμβριοσ σεπτεμβριου вер вересень вересня сент сентябрь сентября"
        ),
        (
            "eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktober"
            " oktobra ott ottobre out outubro paz pazdziernik pazdziernika rij rijen rijna οκτ"
            " οκτωβριοσ οκτωβριου жовт жовтень жовтня окт октябрь октября"
        ),
        (
            "kas kasim lis listopad listopada listopadu marras marraskuu marraskuuta noiembrie nov"
            " november novembra novembre novembro noviembre νοε νοεμβριοσ νοεμβριου лист листопад"
            " листопада нояб ноябрь ноября"
        ),
        (
            "ara aralik dec december decembra decembre decembrie des desember desembre dez dezember"
            " dezembro dic dicembre diciembre gru grudnia grudzien joulu joulukuu joulukuuta pro"
            " prosince prosinec δεκ δεκεμβριοσ δεκεμβριου груд грудень грудня дек декабрь декабря"
        ),
    ),
    1,
)
"""The months that a word names, 1 to 12; no word names two."""

WEEKDAYS: Final = _by_word(
    (
        (
            "dilluns dl hetfo lu lun lundi lunedi lunes luni ma maanantai maanantaina maandag man"
            " mandag mo mon monday montag pazartesi po pon pondeli pondelok ponedeljek poniedziałek"
            " pzt seg segunda sen senin δε δευ δευτερα пн понедельник понеділок"
        ),
        (
            "di dienstag dimarts dinsdag dt kedd ma mar mardi martedi martes marti sa sal sali sel"
            " selasa ter terca ti tiistai tiistaina tir tirs tirsdag tis tisdag tor torek tue tues"
            " tuesday ut utery utorok wt wto wtorek τρ τρι τριτη вт вторник вівторок"
        ),
        (
            "ca car carsamba dc dimecres ke keskiviikko keskiviikkona mer mercoledi mercredi mi mie"
            " miercoles miercuri mittwoch on ons onsdag qua quarta rab rabu sr sre sreda sro sroda"
            " streda sze szerda we wed wednesday weds wo woensdag τε τετ τεταρτη середа ср среда"
        ),
        (
            "cet cetrtek cs csutortok ctvrtek czw czwartek dijous dj do donderdag donnerstag gio"
            " giovedi je jeu jeudi joi ju jue jueves kam kamis pe per persembe qui quinta stvrtok"
            " thu thur thurs thursday to tor tors torsdag torstai torstaina πε πεμ πεμπτη четвер"
            " четверг чт"
        ),
        (
            "cu cum cuma divendres dv fr fre fredag freitag fri friday jum jumat pa patek pe pentek"
            " perjantai perjantaina pet petek pi pia piatek piatok sex sexta ve ven vendredi"
            " venerdi vi vie viernes vin vineri vr vrijdag πα παρ παρασκευη п'ятниця пт пятница"
        ),
        (
            "cmt cumartesi dissabte ds la lauantai lauantaina lo lor lordag lø lør lørdag sa sab"
            " sabado sabato sabtu sam sambata samedi samstag sat saturday so sob sobota szo szombat"
            " za zaterdag σα σαβ σαββατο сб суббота субота"
        ),
        (
            "dg di dim dimanche diumenge do dom domenica domingo du dum duminica min minggu ne ned"
            " nedela nedele nedelja nie niedz niedziela pa paz pazar so son sondag sonntag su sun"
            " sunday sunnuntai sunnuntaina sø søn søndag vasarnap zo zondag κυ κυρ κυριακη"
            " воскресенье вс нд неділя"
        ),
    ),
    0,
)
"""The days of the week that a word names, Monday is 0; a short word can name two."""

CJK_WEEKDAYS: Final = {
    sign: number
    for number, signs in enumerate(
        ("月一월", "火二화", "水三수", "木四목", "金五금", "土六토", "日天일")
    )
    for sign in signs
}
"""The days of the week by their signs in Chinese, Japanese and Korean, Monday is 0."""

BETWEEN: Final = frozenset(
    "a alle as at ch de del den der dia e el godu hod hrs hs kl klo la las le les los no o of om on"
    " ora ore orele p pukul r saat the um uhr v ve в г года о р року ώρα".split()
)
"""Words between the parts of a date that have no meaning of their own."""
