using Engagement.Readers;
using Engagement.Server.Operations;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Engagement.Server.Endpoints;

/// <summary>Files that are for some only.</summary>
internal sealed class ReportAccess(CallerReader callers, Viewer viewer)
{
    /// <summary>Sponsors' managers, each for their own advertisers, and admins.</summary>
    public IResult? RefuseButManagers(HttpContext context) => Refuse(context, Roles.Sponsor, "Sign in as a sponsor's manager.", "This file is for sponsors' managers.");

    /// <summary>Publishers and admins.</summary>
    public IResult? RefuseButPublishers(HttpContext context) => Refuse(context, Roles.Publisher, "Sign in as a publisher.", "This report is for publishers.");

    /// <summary>Lets the product know who asks.</summary>
    /// <returns>The answer to one for whom it is not; null: go on.</returns>
    private IResult? Refuse(HttpContext context, Roles roles, string signIn, string forbidden)
    {
        viewer.Caller = callers.Read(context.User);
        if (viewer.Is(roles))
            return null;
        if (viewer.Caller is not null)
            return Problems.Of(StatusCodes.Status403Forbidden, forbidden);
        context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
        return Problems.Of(StatusCodes.Status401Unauthorized, signIn);
    }
}
