/** Reasons for a present score, for a low (0-1), middle (2-3) and high (4-5) level. `{region}` and `{sector}` are filled in. */
export const justifications: Readonly<Record<string, readonly [low: string, middle: string, high: string]>> =
  {
    '1.1': [
      'The current programme speaks of clusters only as a way to promote firms; research is left to the universities.',
      'Research appears in the cluster programme of {region} with aims of its own, but nobody reports on them yet.',
      'Research has its own budget line in the cluster programme, and the yearly report tells what came of it.',
    ],
    '1.2': [
      'Firms in {sector} know single professors; there has never been a call for joint projects.',
      'A voucher call has run since 2012 and keeps a list of joint projects, mostly in {sector}.',
      'Every joint project is followed for three years after its end; sales from new products are counted.',
    ],
    '1.3': [
      'Cluster offices answer questions when asked. None of them has a service that could be named.',
      'Most cluster offices in {region} offer technology scouting and help with applications.',
      'Users rate each service, and two offers were dropped last year because nobody found them useful.',
    ],
    '1.4': [
      'Small firms reach laboratories through personal contacts only, and prices are not known beforehand.',
      'The transfer office publishes rules and prices; use by small firms is still low.',
      'Use of laboratories by small firms has grown for three years in a row and is published.',
    ],
    '1.5': [
      'There are stories of success, but nobody has looked at what did not work.',
      'One evaluation was made at the end of the last programme; its findings reached the new call in part.',
      'Each call starts from the findings on the call before; a short note says what was changed.',
    ],
    '2.1': [
      'Green aims stand in the preface of the strategy and nowhere else.',
      'Aims for energy and waste were drafted with the clusters in {sector} and adopted in 2013.',
      'The targets for energy and waste are checked every year and decide where new money goes.',
    ],
    '2.2': [
      'A single grant helped one firm in {sector} to test a cleaner process.',
      'An eco-innovation call opened in 2012; eleven firms took part, the second round is planned.',
      'New eco-products are counted a year after each grant, and the grant is combined with a loan.',
    ],
    '2.3': [
      'Some larger firms had an energy audit made on their own account.',
      'Two clusters in {region} offer joint energy audits to their members.',
      'Savings from the joint energy service are measured and reported for each cluster.',
    ],
    '2.4': [
      'Public buyers decide by price; one tender named an environmental label.',
      'Guidance on green purchasing exists and is used for buildings and vehicles.',
      'The share of green purchases is known for every department and rising.',
    ],
    '2.5': [
      'Environmental effects of cluster support are a matter of guesswork.',
      'A study on the effects in {sector} was made once, with figures from 2011.',
      'Indicators on energy, waste and social effects are collected every year and used in decisions.',
    ],
    '3.1': [
      'Firms are taken to a trade fair now and then; there is no plan behind it.',
      'The plan for work abroad has a budget and names four markets for {sector}.',
      'Results abroad are tracked by market, and one market was left because of them.',
    ],
    '3.2': [
      'Contacts abroad hang on single persons and end when they leave.',
      'One agreement with a foreign cluster is alive, with a meeting and a work plan each year.',
      'Several agreements run with joint missions, and the follow-up of each is written down.',
    ],
    '3.3': [
      'Nobody has looked at where firms in {sector} stand in their value chains.',
      'A study of the value chain in {sector} guides which firms are supported.',
      'Changes in the export position of the main clusters are followed and discussed each year.',
    ],
    '3.4': [
      'Clusters are run by volunteers beside their main work.',
      'Cluster managers attend a yearly training; three bodies hold a bronze-type label.',
      'All cluster bodies have a yearly improvement plan, and two hold a silver-type label.',
    ],
    '3.5': [
      'We are on the list of a European network but have never taken part.',
      'We present our practice in one network and take notes home from the others.',
      'We lead a task in a European network; two rules at home were changed after it.',
    ],
    '4.1': [
      'Cluster money comes as single grants, decided when something is left in the budget.',
      'There is a yearly call, but it was announced late in two of the last five years.',
      'The calendar of calls is fixed for the whole period, and payment depends on results.',
    ],
    '4.2': [
      'The cluster bodies live from one project to the next; members pay nothing.',
      'Members pay fees and services bring in about a quarter of the income.',
      'More than half of the income is earned, and it has been stable for three years.',
    ],
    '4.3': [
      'Firms in clusters ask their house bank like all others; many are refused.',
      'The information desk on loans and guarantees is used, but no tool is made for clusters.',
      'A guarantee line is open to cluster members; use and defaults are tracked by quarter.',
    ],
    '4.4': [
      'Combined funding happened once, by chance, and took two years to settle.',
      'A list of sources is kept, and the rules allow to combine European and regional money.',
      'A pipeline of combined projects is kept, with a person in charge for each source.',
    ],
    '4.5': [
      'Applicants do not know why they were refused or when money comes.',
      'Criteria and deadlines are published; decisions still take longer than promised.',
      'Days from call to contract are counted and were cut by a third since 2011.',
    ],
    '5.1': [
      'The last map of clusters was borrowed from a study of 2004.',
      'A mapping with a stated method was made for {region} in 2012; its update is not yet funded.',
      'The cluster map is renewed every two years and every call refers to it.',
    ],
    '5.2': [
      'The specialisation strategy names clusters in one sentence.',
      'Clusters in {sector} are tied to a priority of the strategy and were heard when it was written.',
      'Results of clusters are part of the monitoring of the specialisation strategy.',
    ],
    '5.3': [
      'Talks with firms took place when somebody had time for them.',
      'A round of workshops with firms and research was held for each priority.',
      'It can be shown for every priority which firm or group put it forward.',
    ],
    '5.4': [
      'Clusters know little of each other; one joint evening was held.',
      'One call asked for projects between {sector} and another field; seven ideas came in.',
      'Projects across clusters are counted, and three of them led to a new firm.',
    ],
    '5.5': [
      'The list of priorities is long, because nobody wanted to leave anything out.',
      'The list was shortened to five priorities, each with money and a person in charge.',
      'A review at half-time dropped one priority and raised another.',
    ],
    '6.1': [
      'Needs for skills are known from talks with a handful of employers.',
      'A survey of employers is made by cluster, the last one in 2013.',
      'Forecasts from the employers\u2019 survey decide which courses open next year.',
    ],
    '6.2': [
      'Single courses were held when a project paid for them.',
      'A yearly training programme is planned by firms and schools together.',
      'Placement after each course is measured, and courses without placement are stopped.',
    ],
    '6.3': [
      'Young people leave {region}, and there is no scheme to bring any back.',
      'Students are placed in firms of the cluster every summer, about sixty last year.',
      'Of those placed in firms, we know how many stay for more than two years.',
    ],
    '6.4': [
      'Founders get general advice; no offer is made for a cluster or a group of people.',
      'The incubator keeps places for founders in {sector} and has aims for women and young people.',
      'Survival of start-ups and jobs for women and young people are followed for three years.',
    ],
    '6.5': [
      'Effects on jobs are estimated in speeches.',
      'A study counted jobs in the clusters of {region} once; it was not repeated.',
      'Jobs in clusters are counted yearly, and the count was used to end one measure.',
    ],
    '7.1': [
      'Regional and national offices know each other by name, and that is all.',
      'A working group of region and ministry meets twice a year.',
      'Region and ministry plan their calls together for each period.',
    ],
    '7.2': [
      'Departments ask each other case by case, and late.',
      'A standing group of departments exists; it has no budget of its own.',
      'Departments share a target and part of the budget for clusters.',
    ],
    '7.3': [
      'Lessons are drawn when a programme fails, and then forgotten.',
      'One review of past and present was made, with help from another region.',
      'A yearly review changes measures; the change and the reason are on record.',
    ],
    '7.4': [
      'Clusters are invited when the text is finished.',
      'A forum with clusters, schools and unions meets, and its papers are public.',
      'Every proposal from the forum gets an answer, and the answers are published.',
    ],
  };
