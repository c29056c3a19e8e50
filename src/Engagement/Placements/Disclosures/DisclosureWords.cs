using System.Globalization;

namespace Engagement.Placements.Disclosures;

/// <summary>What a language says beside a placement.</summary>
/// <param name="Language">The first part of its tag.</param>
/// <param name="Label">Its plainest word for advertising.</param>
/// <param name="About">Why it is here; {0} is what the article is about.</param>
/// <param name="Anywhere">Why it is here, if it may stand beside any article.</param>
internal sealed record DisclosureWords(string Language, string Label, string About, string Anywhere)
{
    private static readonly Dictionary<string, DisclosureWords> All = new DisclosureWords[]
    {
        new("en", "Advertisement", "It is here because this article is about {0}. It was not chosen by who you are.", "It may stand beside any article. It was not chosen by who you are."),
        new("de", "Anzeige", "Sie steht hier, weil es in diesem Artikel um {0} geht. Sie wurde nicht danach ausgewählt, wer Sie sind.", "Sie kann neben jedem Artikel stehen. Sie wurde nicht danach ausgewählt, wer Sie sind."),
        new("fr", "Publicité", "Elle est ici parce que cet article traite de {0}. Elle n’a pas été choisie en fonction de qui vous êtes.", "Elle peut figurer à côté de tout article. Elle n’a pas été choisie en fonction de qui vous êtes."),
        new("es", "Publicidad", "Está aquí porque este artículo trata de {0}. No se ha elegido en función de quién es usted.", "Puede aparecer junto a cualquier artículo. No se ha elegido en función de quién es usted."),
        new("it", "Pubblicità", "È qui perché questo articolo tratta di {0}. Non è stata scelta in base a chi è Lei.", "Può comparire accanto a qualsiasi articolo. Non è stata scelta in base a chi è Lei."),
        new("nl", "Advertentie", "Deze staat hier omdat dit artikel over {0} gaat. Ze is niet gekozen op grond van wie u bent.", "Deze kan bij elk artikel staan. Ze is niet gekozen op grond van wie u bent."),
        new("pt", "Publicidade", "Está aqui porque este artigo trata de {0}. Não foi escolhida em função de quem você é.", "Pode aparecer junto a qualquer artigo. Não foi escolhida em função de quem você é."),
        new("pl", "Reklama", "Jest tutaj, ponieważ ten artykuł dotyczy: {0}. Nie wybrano jej na podstawie tego, kim jesteś.", "Może pojawić się obok każdego artykułu. Nie wybrano jej na podstawie tego, kim jesteś."),
        new("sv", "Annons", "Den visas här eftersom artikeln handlar om {0}. Den har inte valts utifrån vem du är.", "Den kan visas bredvid vilken artikel som helst. Den har inte valts utifrån vem du är."),
        new("da", "Annonce", "Den vises her, fordi artiklen handler om {0}. Den er ikke valgt ud fra, hvem du er.", "Den kan stå ved enhver artikel. Den er ikke valgt ud fra, hvem du er."),
        new("nb", "Annonse", "Den vises her fordi artikkelen handler om {0}. Den er ikke valgt ut fra hvem du er.", "Den kan stå ved enhver artikkel. Den er ikke valgt ut fra hvem du er."),
        new("fi", "Mainos", "Se on tässä, koska artikkelin aihe on {0}. Sitä ei ole valittu sen perusteella, kuka olet.", "Se voi näkyä minkä tahansa artikkelin vieressä. Sitä ei ole valittu sen perusteella, kuka olet."),
    }.ToDictionary(w => w.Language);

    /// <summary>First parts of tags.</summary>
    public static IEnumerable<string> Languages => All.Keys;

    /// <summary>Those of a language; English where none are known.</summary>
    /// <param name="language">A tag, in any case.</param>
    public static DisclosureWords Of(string language) =>
        All.GetValueOrDefault(language.Split('-')[0].ToLowerInvariant()) ?? All["en"];

    /// <summary>Why it is here.</summary>
    /// <param name="about">What the article is about and the campaign asked for; null: it asked for nothing.</param>
    public string Why(string? about) => about is null ? Anywhere : string.Format(CultureInfo.InvariantCulture, About, about);
}
