using System.Globalization;

namespace Engagement.Placements.Disclosures;

/// <summary>What a language says beside a placement.</summary>
/// <param name="Language">The first part of its tag.</param>
/// <param name="Label">Its plainest word for advertising.</param>
/// <param name="About">Why it is here; {0} is what the article is about.</param>
/// <param name="Booked">Why it is here, if it is not for what the article is about.</param>
internal sealed record DisclosureWords(string Language, string Label, string About, string Booked)
{
    private static readonly Dictionary<string, DisclosureWords> All = new DisclosureWords[]
    {
        new("en", "Advertisement", "It is here because this article is about {0}. It was not chosen by who you are.", "It is here because this place was booked for it. It was not chosen by who you are."),
        new("de", "Anzeige", "Sie steht hier, weil es in diesem Artikel um {0} geht. Sie wurde nicht danach ausgewählt, wer Sie sind.", "Sie steht hier, weil dieser Platz für sie gebucht wurde. Sie wurde nicht danach ausgewählt, wer Sie sind."),
        new("fr", "Publicité", "Elle est ici parce que cet article traite de {0}. Elle n’a pas été choisie en fonction de qui vous êtes.", "Elle est ici parce que cet emplacement a été réservé pour elle. Elle n’a pas été choisie en fonction de qui vous êtes."),
        new("es", "Publicidad", "Está aquí porque este artículo trata de {0}. No se ha elegido en función de quién es usted.", "Está aquí porque este espacio se ha reservado para ella. No se ha elegido en función de quién es usted."),
        new("it", "Pubblicità", "È qui perché questo articolo tratta di {0}. Non è stata scelta in base a chi è Lei.", "È qui perché questo spazio le è stato riservato. Non è stata scelta in base a chi è Lei."),
        new("nl", "Advertentie", "Deze staat hier omdat dit artikel over {0} gaat. Ze is niet gekozen op grond van wie u bent.", "Deze staat hier omdat deze plek ervoor is geboekt. Ze is niet gekozen op grond van wie u bent."),
        new("pt", "Publicidade", "Está aqui porque este artigo trata de {0}. Não foi escolhida em função de quem você é.", "Está aqui porque este espaço foi reservado para ela. Não foi escolhida em função de quem você é."),
        new("pl", "Reklama", "Jest tutaj, ponieważ ten artykuł dotyczy: {0}. Nie wybrano jej na podstawie tego, kim jesteś.", "Jest tutaj, ponieważ to miejsce dla niej zarezerwowano. Nie wybrano jej na podstawie tego, kim jesteś."),
        new("sv", "Annons", "Den visas här eftersom artikeln handlar om {0}. Den har inte valts utifrån vem du är.", "Den visas här eftersom platsen har bokats för den. Den har inte valts utifrån vem du är."),
        new("da", "Annonce", "Den vises her, fordi artiklen handler om {0}. Den er ikke valgt ud fra, hvem du er.", "Den vises her, fordi pladsen er booket til den. Den er ikke valgt ud fra, hvem du er."),
        new("nb", "Annonse", "Den vises her fordi artikkelen handler om {0}. Den er ikke valgt ut fra hvem du er.", "Den vises her fordi plassen er bestilt til den. Den er ikke valgt ut fra hvem du er."),
        new("fi", "Mainos", "Se on tässä, koska artikkelin aihe on {0}. Sitä ei ole valittu sen perusteella, kuka olet.", "Se on tässä, koska tämä paikka on varattu sille. Sitä ei ole valittu sen perusteella, kuka olet."),
    }.ToDictionary(w => w.Language);

    /// <summary>First parts of tags.</summary>
    public static IEnumerable<string> Languages => All.Keys;

    /// <summary>Norwegian has two written forms, and a tag for either (RFC 5646, registry: <c>no</c> is their macrolanguage).</summary>
    private static readonly Dictionary<string, string> Alike = new() { ["no"] = "nb", ["nn"] = "nb" };

    /// <summary>Those of a language; where none are known those of the site's, and English where it has none either.</summary>
    /// <param name="language">A tag, in any case; null: the site's.</param>
    /// <param name="site">The tag of the site's.</param>
    public static DisclosureWords Of(string? language, string site) => Find(language) ?? Find(site) ?? All["en"];

    private static DisclosureWords? Find(string? language)
    {
        var first = (language ?? "").Split('-')[0].ToLowerInvariant();
        return All.GetValueOrDefault(Alike.GetValueOrDefault(first, first));
    }

    /// <summary>Why it is here.</summary>
    /// <param name="about">What the article is about and the campaign asked for; null: it asked for nothing.</param>
    public string Why(string? about) => about is null ? Booked : string.Format(CultureInfo.InvariantCulture, About, about);
}
