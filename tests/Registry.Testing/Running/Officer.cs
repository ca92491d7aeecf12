namespace Registry.Testing.Running;

/// <summary>Whom a token is for.</summary>
/// <param name="Agency">Code of the agency.</param>
/// <param name="Name">Subject of the token.</param>
/// <param name="Scope">Scopes, separated by spaces.</param>
public sealed record Officer(string Agency, string Name, string Scope)
{
    /// <summary>The same officer with every scope there is: what is refused then, need to know refused.</summary>
    public Officer WithEveryScope() => this with { Scope = Officers.EveryScope };
}

/// <summary>One officer an agency of the demo case, with the scopes of its duty.</summary>
public static class Officers
{
    /// <summary>Every scope of the contract.</summary>
    public const string EveryScope =
        "victim.announce victim.register victim.receive victim.verify victim.certify referral.propose referral.answer person.handover "
        + "identity.read certificate.verify protection.request protection.decide protection.execute protection.release protection.read access.own audit.read person.history person.merge "
        + "report.statistics report.submit report.acknowledge report.read";

    public static readonly Officer Police = new(
        "CA-TTH", "ca-tth/17", "victim.announce victim.receive victim.verify victim.certify identity.read protection.request protection.read access.own person.history person.merge");

    public static readonly Officer Investigation = new("CSDT-TTH", "csdt-tth/4", "identity.read protection.decide protection.execute protection.release protection.read access.own");

    public static readonly Officer Labour = new(
        "SLDTBXH-TTH", "sldtbxh-tth/8",
        "victim.announce victim.receive referral.propose identity.read protection.request protection.decide protection.execute protection.release "
        + "protection.read access.own");

    public static readonly Officer Command = new("BCHBP-TTH", "bchbp-tth/2", "victim.announce victim.receive identity.read access.own");

    public static readonly Officer Post = new(
        "DBP-HONGVAN", "dbp-hongvan/3",
        "victim.announce victim.register victim.receive referral.propose person.handover identity.read protection.execute protection.read access.own person.history");

    public static readonly Officer Centre = new("TTCTXH-TTH", "ttctxh-tth/5", "referral.answer identity.read protection.execute protection.read access.own");

    public static readonly Officer Health = new("SYT-TTH", "syt-tth/11", "referral.answer identity.read access.own");

    public static readonly Officer Population = new("HTDC-TTH", "htdc-tth/system", "identity.read certificate.verify access.own");

    public static readonly Officer District = new("CA-NAMDONG", "ca-namdong/6", "identity.read victim.receive protection.read access.own");

    public static readonly Officer Court = new("TAND-TTH", "tand-tth/1", "identity.read protection.decide protection.read access.own");

    public static readonly Officer Inspector = new("TTR-TTH", "ttr-tth/1", "audit.read access.own");

    public static readonly Officer Committee = new("UBND-TTH", "ubnd-tth/1", "report.statistics report.acknowledge report.read access.own");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Officer> All =
        [Police, Investigation, Labour, Command, Post, Centre, Health, Population, District, Court, Inspector];
}
