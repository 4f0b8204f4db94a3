type Pair = readonly [weak: string, strong: string];

/** Notes per theme and perspective, for weaker (up to 2) and stronger themes. `{region}` and `{sector}` are filled in. */
export const narratives: Readonly<
  Record<string, Readonly<Record<'past' | 'present' | 'future' | 'parallel', Pair>>>
> = {
  T1: {
    past: [
      'Between 2009 and 2011 two projects joined firms in {sector} with a university. Both ended with a report; no product reached the market, and the grant was not followed by another.',
      'Three calls for joint projects ran since 2009. The first was too broad; the second asked for a firm as leader and led to products in {sector}, which is why the third kept that rule.',
    ],
    present: [
      'There is one contact point for research, with half a post. Firms know it in the capital of {region} but hardly outside. Laboratories are open in principle, without a price list.',
      'A voucher, a call for consortia and the transfer office work side by side. About forty small firms of {region} use them in a year, most of them in {sector}.',
    ],
    future: [
      'By 2020 every cluster in {region} should have run at least two joint projects, and firms should know what a day in a laboratory costs before they ask.',
      'By 2020 the clusters in {sector} should win outside money without our help. This needs fewer small grants and one strong service for consortia.',
    ],
    parallel: [
      'A region of similar size gives vouchers within ten working days. Its short form would fit here; its panel of foreign experts would not, because of the cost.',
      'We compared our transfer office with two others. One of them lets firms book equipment on the web, which we could take over; its fees are too high for our firms.',
    ],
  },
  T2: {
    past: [
      'One green grant was paid out in 2010. The firm still uses the process, yet the office that gave the grant did not ask, so nothing could be learned from it.',
      'Audits for energy were paid in full until 2011 and hardly used. Since firms pay a third themselves, they carry out most of what the audit proposes.',
    ],
    present: [
      'The department for the environment and the one for industry work apart. Clusters in {sector} ask for one place where they can get advice on energy and waste.',
      'Two clusters in {region} run a joint service for energy and materials. Savings are measured, and the members decide each year whether they go on paying.',
    ],
    future: [
      'In 2020 rules on waste will be stricter. Clusters in {sector} should then know their figures and have one partner region that shows them how to lower them.',
      'Until 2020 an exchange of waste heat and materials between firms should work in two places of {region}, paid by those who gain from it.',
    ],
    parallel: [
      'Elsewhere, public buyers and clusters meet before a tender is written. This costs little and could be tried with one hospital or one town here.',
      'A partner measures savings with a simple sheet that firms fill in themselves. We would take the sheet, and keep our own yearly check of a sample.',
    ],
  },
  T3: {
    past: [
      'Firms from {sector} were taken to fairs five times. Two of them found a dealer. Nobody has kept a list of contacts, so each fair began from nothing.',
      'An agreement with a foreign cluster, signed in 2010, slept for two years. It came alive when both sides named one person and a plan for the year.',
    ],
    present: [
      'The cluster bodies have one to two people each, most of them part-time. They speak the languages of the neighbours but have no time for work abroad.',
      'Four markets are named for {sector}, each with a partner on the spot. The managers of the main clusters hold a label and meet every quarter.',
    ],
    future: [
      'In 2020 each larger cluster should have one live partner abroad and someone who is trained and paid to keep the contact.',
      'By 2020 we want to share an office abroad with two other regions instead of running three small ones.',
    ],
    parallel: [
      'Three regions share the cost of one stand at fairs and follow up together. That would fit here at once, if the rules allow to pay a common bill.',
      'The training for managers in a partner region is longer than ours and ends with a visit. We would take the visit and leave the examination.',
    ],
  },
  T4: {
    past: [
      'When the grant of 2010 ended, two of three cluster bodies closed within a year. Members had never been asked to pay, and no other source was prepared.',
      'The first scheme paid for staff and ended at once. The second lowers its share year by year, and all but one body have survived this.',
    ],
    present: [
      'There is a call in most years, but its date is known late. Fees bring in less than a tenth of the money. Firms in {sector} find bank loans hard to get.',
      'Calls have a fixed date. Fees and services cover a good part of the cost, and a guarantee for cluster members is in use, mainly in {sector}.',
    ],
    future: [
      'The next European period allows several years of support. By 2020 there should be a calendar that is kept, and each body should earn at least a quarter itself.',
      'By 2020 support should follow the age of a cluster: more at the start, only for projects later. Private investors should join the loan fund.',
    ],
    parallel: [
      'In another country a small loan tool reached firms with fewer than ten people. The rules are two pages long; ours have thirty. This could be taken over.',
      'A partner pays by result instead of by invoice. Its list of results would fit here; the sums would have to be checked against our state-aid rules.',
    ],
  },
  T5: {
    past: [
      'In 2009 eleven priorities were named and none was dropped since. The money was spread over all of them, so no field of {region} became visible.',
      'The list of 2009 was cut from nine to five after a mapping with employment figures. Clusters in {sector} gained, textiles lost, and this was explained in public.',
    ],
    present: [
      'The strategy names {sector}, because everyone knows it. Figures on jobs and exports were not looked at, and firms came to one meeting only.',
      'Statistics, firms and universities agree on {sector}. Groups meet every two months and their papers can be read by anyone.',
    ],
    future: [
      'Until 2020 there should be few priorities, and each should have people, money and a date for its review.',
      'Crossings between {sector} and health are plausible. Until 2020 two of them should have left the stage of a pilot.',
    ],
    parallel: [
      'A similar region chose a narrower field and said openly what it would not support. We would learn how it talked with those who were left out.',
      'Two regions with the same statistics chose other priorities. The talk about why was worth more to us than the comparison of numbers.',
    ],
  },
  T6: {
    past: [
      'Courses were held with project money until 2012. Nobody knows who found work afterwards. Teachers and firms liked them, yet they ended with the grant.',
      'A course for technicians in {sector} began small in 2010. Because places depend on firms that promise a post, nearly all who finish it find work.',
    ],
    present: [
      'Posts in {sector} stay empty while young people leave {region}. Schools and firms know each other, but plan apart.',
      'A survey of employers is made by cluster, and schools use it. Placements in summer bring students into firms that they did not know.',
    ],
    future: [
      'Some posts in offices will vanish by 2020, while technicians will be missing. One training programme for each larger cluster should exist by then.',
      'By 2020 the curricula should be recognised across the border, so that people can learn in one country and work in the other.',
    ],
    parallel: [
      'A partner keeps young people by giving them a mentor in a firm. This needs no new money and could start in one town.',
      'In a partner region an observatory for skills is run by schools and firms together. Ours would need the figures of the labour office, which are not open yet.',
    ],
  },
  H: {
    past: [
      'Region and ministry each had a cluster call in 2011, with different rules and the same firms. After the clash both said that this should not happen again.',
      'The working group between levels was set up after two calls overlapped. It has met ever since, and the calls of both sides now fit together.',
    ],
    present: [
      'Who decides and who pays is known from case to case. Departments meet when there is a problem, and clusters hear of plans when they are finished.',
      'A standing group of region, ministry and clusters agrees on the calendar. Its papers are public, and open points are named with an owner.',
    ],
    future: [
      'We want one group that may decide, with people from both levels, and a short review once a year.',
      'Until 2020 plans of the European, national and regional level should use the same few targets for clusters.',
    ],
    parallel: [
      'A partner works with one page for each measure that all departments sign. That would fit here; its common budget would need a new law.',
      'Elsewhere the forum with clusters gets a written answer to each proposal. We have taken this over and it has changed the tone of the talks.',
    ],
  },
};
