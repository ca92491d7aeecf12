namespace Registry.Server.Records;

/// <summary>What an inspector found of an entry of the review queue. Her remark stands in the sealed justification.</summary>
/// <param name="Rule">Rule of the entry.</param>
/// <param name="Issuer">Who vouches for the officer whose lines they are; empty where they are no officer's.</param>
/// <param name="Officer">Whose lines; empty where they are no officer's.</param>
/// <param name="About">Whom they are about, or the entry itself where they are no officer's; null where they are about several.</param>
/// <param name="First">Index of the oldest line of the entry.</param>
/// <param name="Last">Index of the newest. A line of the rule about the same in between is settled, one that came later is not.</param>
/// <param name="Verdict">What she found.</param>
/// <param name="Request">Keyed hash of issuer, officer and request id.</param>
/// <param name="Body">Keyed hash of the request.</param>
internal sealed record SettledRecord(
    string Rule, string Issuer, string Officer, Guid? About, long First, long Last, SettledAs Verdict, string Request, string Body);

/// <summary>The numbers are those of the contract.</summary>
internal enum SettledAs
{
    Unspecified = 0,
    InOrder = 1,
    AgencyAsked = 2,
    PassedOn = 3,
}
