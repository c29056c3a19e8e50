using Engagement.Articles;
using Engagement.Graph;
using Engagement.Placements.Disclosures;

namespace Engagement.Placements.Campaigns;

/// <summary>Checks what a campaign shows and finds all that is wrong with it.</summary>
internal sealed class CreativeCheck(PlacementOptions options, DisclosureLabels labels)
{
    private const int MostPixels = 10_000;

    private readonly IReadOnlySet<string> _imageHosts = options.ImageHostNames;

    /// <summary>It in canonical form; null if the check has errors now.</summary>
    public CreativeDraft? Run(CreativeInput input, InputCheck check)
    {
        var draft = new CreativeDraft(
            input.Kind,
            check.Needed(input.Headline, Creative.MaxHeadlineLength, "headline"),
            check.Line(input.Text, Creative.MaxTextLength, "text"),
            check.Line(input.CallToAction, Creative.MaxCallToActionLength, "callToAction"),
            Landing(input.LandingUrl, check),
            Image(input.Image, "image", check),
            Image(input.Logo, "logo", check),
            Label(input.Label, check),
            check.Line(input.PaidBy, Creative.MaxPaidByLength, "paidBy"));
        return check.Errors.Count > 0 ? null : draft;
    }

    private string? Label(string? label, InputCheck check)
    {
        if (label is not null && string.IsNullOrWhiteSpace(label))
            check.Refuse(InputProblem.Missing, "`label` is empty; left out, it is the plainest word of the page's language.", null, "label");
        else if (label is not null && !labels.Knows(label))
            check.Refuse(InputProblem.NotTaken, $"`label` is none by which readers here know advertising. For pages in the site's language: {string.Join(", ", labels.For(null))}.", null, "label");
        return label;
    }

    private static string Landing(string text, InputCheck check)
    {
        if (!Secure(text, check, "landingUrl", out var url))
            return text;
        if (!PublicHost.Is(new Uri(url)))
            check.Refuse(InputProblem.NotTaken, "`landingUrl` leads to a host that readers cannot reach.", null, "landingUrl");
        return url;
    }

    private CreativeImage? Image(CreativeImageInput? input, string field, InputCheck check)
    {
        if (input is null)
            return null;
        check.Number(input.Width, 1, MostPixels, field, "width");
        check.Number(input.Height, 1, MostPixels, field, "height");
        var alt = check.Needed(input.Alt, Creative.MaxAltLength, field, "alt");
        if (Secure(input.Url, check, field, out var url) && !_imageHosts.Contains(new Uri(url).Host))
            check.Refuse(InputProblem.NotTaken, $"`{field}` is not on one of the publisher's hosts.", null, field, "url");
        return new(url, input.Width, input.Height, alt);
    }

    private static bool Secure(string text, InputCheck check, string field, out string url)
    {
        string[] path = field == "landingUrl" ? [field] : [field, "url"];
        url = text;
        if (!ArticleUrl.TryParse(text, out var canonical) || !canonical.StartsWith("https:", StringComparison.Ordinal))
            check.Refuse(InputProblem.Malformed, $"`{path[^1]}` is an absolute https URL without credentials.", null, path);
        else if (canonical.Length > ArticleConfiguration.MaxUrlLength)
            check.Refuse(InputProblem.TooLong, $"`{path[^1]}` has at most {ArticleConfiguration.MaxUrlLength} characters, percent-encoded.", ArticleConfiguration.MaxUrlLength, path);
        else
        {
            url = canonical;
            return true;
        }
        return false;
    }
}
