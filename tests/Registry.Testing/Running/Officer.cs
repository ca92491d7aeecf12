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
    /// <summary>Every scope of the contract that one token may carry: who administers looks at nobody.</summary>
    public const string EveryScope =
        "victim.announce victim.register victim.receive victim.verify victim.certify referral.propose referral.answer person.handover "
        + "identity.read certificate.verify protection.request protection.decide protection.execute protection.release protection.read access.own audit.read "
        + "person.history person.merge agency.approve agency.read reference.read "
        + "verification.request case.close case.read "
        + "task.read task.acknowledge case.list access.disclose "
        + "support.propose support.appraise support.approve support.deliver support.stop support.read referral.read protection.handover protection.collect "
        + "identity.check identity.find identity.watch access.emergency access.review access.assign access.explain "
        + "report.statistics report.submit report.acknowledge report.read "
        + "access.subject "
        + People;

    /// <summary>Every scope that an administrator's token may carry.</summary>
    public const string Administration = "agency.administer agency.approve agency.read access.own reference.read";

    private const string People = "victim.amend victim.contacts victim.block victim.consent victim.documents";

    public static readonly Officer Police = new(
        "CA-TTH", "ca-tth/17", "victim.announce victim.receive victim.verify victim.certify identity.read identity.check identity.find protection.request protection.read access.own person.handover referral.read "
        + "person.history person.merge " + People);

    public static readonly Officer Investigation = new("CSDT-TTH", "csdt-tth/4", "identity.read identity.check identity.find protection.decide protection.execute protection.release protection.read access.own protection.collect protection.handover");

    /// <summary>Another officer of the labour department: who decides what the first one proposed.</summary>
    public static readonly Officer SecondOfLabour = new("SLDTBXH-TTH", "sldtbxh-tth/9", "support.approve support.read protection.decide protection.handover access.own");

    public static readonly Officer Labour = new(
        "SLDTBXH-TTH", "sldtbxh-tth/8",
        "victim.announce victim.receive referral.propose identity.read identity.check identity.find protection.request protection.decide protection.execute protection.release "
        + "protection.read access.own support.propose support.approve support.deliver support.stop support.read "
        + "protection.handover " + People);

    public static readonly Officer Command = new("BCHBP-TTH", "bchbp-tth/2", "victim.announce victim.receive identity.read identity.check identity.find access.own");

    public static readonly Officer Post = new(
        "DBP-HONGVAN", "dbp-hongvan/3",
        "victim.announce victim.register victim.receive referral.propose person.handover identity.read identity.check identity.find protection.execute protection.read access.own "
        + "support.deliver support.read referral.read person.history " + People);

    public static readonly Officer Centre = new(
        "TTCTXH-TTH", "ttctxh-tth/5", "referral.answer identity.read identity.check identity.find protection.execute protection.read access.own support.propose support.deliver support.read referral.read " + People);

    public static readonly Officer Health = new("SYT-TTH", "syt-tth/11", "referral.answer identity.read identity.check identity.find access.own");

    public static readonly Officer Population = new("HTDC-TTH", "htdc-tth/system", "identity.read identity.check identity.find certificate.verify access.own");

    public static readonly Officer District = new("CA-NAMDONG", "ca-namdong/6", "identity.read identity.check identity.find victim.receive protection.read access.own");

    public static readonly Officer Court = new("TAND-TTH", "tand-tth/1", "identity.read identity.check identity.find protection.decide protection.read access.own");

    public static readonly Officer Commune = new("UBND-HONGVAN", "ubnd-hongvan/2", "victim.register victim.receive verification.request identity.read identity.check identity.find case.read access.own");

    public static readonly Officer LabourOffice = new(
        "PLDTBXH-ALUOI", "pldtbxh-aluoi/7", "victim.receive victim.verify victim.certify verification.request identity.read identity.check identity.find case.read case.close access.own");

    public static readonly Officer AluoiPolice = new("CA-ALUOI", "ca-aluoi/9", "victim.verify victim.certify identity.read identity.check identity.find case.read access.own");

    public static readonly Officer Inspector = new("TTR-TTH", "ttr-tth/1", "audit.read access.own");

    /// <summary>Of the other inspectorate; the founding mandate does not name her.</summary>
    public static readonly Officer SecondInspector = new("TTCP", "ttcp/1", "audit.read access.review access.own");

    public static readonly Officer Administrator = new("QTDK-TTH", "admin-1", Administration);

    public static readonly Officer Colleague = new("QTDK-TTH", "admin-2", Administration);

    /// <summary>An inspector as the second person.</summary>
    public static readonly Officer Approver = new("TTR-TTH", "ttr-tth/2", "agency.approve agency.read access.own reference.read");

    public static readonly Officer Committee = new("UBND-TTH", "ubnd-tth/1", "report.statistics report.acknowledge report.read access.own");

    /// <summary>All that have to do with cases or inspect.</summary>
    public static readonly IReadOnlyList<Officer> All =
        [Police, Investigation, Labour, Command, Post, Centre, Health, Population, District, Court, Inspector, Commune, LabourOffice, AluoiPolice];
}
